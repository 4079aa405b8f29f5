//! The messages of an Arrow stream, one at a time: schema, dictionaries, batches.
//!
//! Sizes that a message declares are checked against its bytes before anything is decompressed or
//! allocated: a message of a few hundred bytes can claim petabytes or as many rows. Decoding of checked
//! messages is left to the library.

use arrow_array::{ArrayRef, RecordBatch};
use arrow_buffer::Buffer;
use arrow_ipc::convert::try_fb_to_schema;
use arrow_ipc::reader::{read_dictionary, read_record_batch};
use arrow_ipc::{FieldNode, Message, MessageHeader, RecordBatch as Layout, root_as_message};
use arrow_schema::SchemaRef;
use std::collections::HashMap;
use std::fmt::Display;
use std::io::{ErrorKind, Read};
use std::sync::Arc;

/// The largest decompressed batch, in bytes.
const MAX_BATCH: u64 = 4 << 30;
/// The largest compression ratio of a batch (the limit of LZ4 is about 255),
const MAX_RATIO: u64 = 256;
/// above this size in bytes: a column of one repeated value compresses to almost nothing.
const RATIO_EXEMPT: u64 = 64 << 20;
/// The largest number of rows in a batch without any bytes (all columns of type null).
const MAX_EMPTY_ROWS: u64 = 1 << 16;
/// The largest allocation before bytes have been read.
const MAX_PREALLOCATION: usize = 64 << 20;

/// Reads batches; after an error, `next` must not be called again.
pub(super) struct Messages<R> {
    input: R,
    schema: SchemaRef,
    dictionaries: HashMap<i64, ArrayRef>,
    ended: bool,
}

impl<R: Read> Messages<R> {
    /// Reads the schema at the beginning of a stream.
    pub(super) fn new(mut input: R) -> Result<Self, String> {
        let Some((head, _)) = message(&mut input)? else {
            return Err("there is no message".to_owned());
        };
        let Some(schema) = parsed(&head)?.header_as_schema() else {
            return Err("it does not begin with a schema".to_owned());
        };
        if !schema.endianness().equals_to_target_endianness() {
            return Err("its numbers are big-endian".to_owned());
        }
        let schema = Arc::new(try_fb_to_schema(schema).map_err(in_words)?);
        Ok(Self { input, schema, dictionaries: HashMap::new(), ended: false })
    }

    /// The columns of every batch.
    pub(super) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The next batch, with the dictionaries that come before it.
    pub(super) fn next(&mut self) -> Result<Option<RecordBatch>, String> {
        while !self.ended {
            let Some((head, body)) = message(&mut self.input)? else { break };
            let message = parsed(&head)?;
            let version = message.version();
            if let Some(layout) = message.header_as_record_batch() {
                check(layout, &body)?;
                let schema = Arc::clone(&self.schema);
                let batch = read_record_batch(&body, layout, schema, &self.dictionaries, None, &version);
                return batch.map(Some).map_err(in_words);
            }
            match message.header_as_dictionary_batch() {
                Some(dictionary) => {
                    check(dictionary.data().ok_or_else(|| "a dictionary is empty".to_owned())?, &body)?;
                    read_dictionary(&body, dictionary, &self.schema, &mut self.dictionaries, &version)
                        .map_err(in_words)?;
                }
                None if message.header_type() == MessageHeader::Schema => {
                    return Err("there is a second schema".to_owned());
                }
                None => return Err(format!("a message is of the kind {:?}", message.header_type())),
            }
        }
        self.ended = true;
        Ok(None)
    }
}

/// The metadata and the body of the next message; `None` at the end, with or without an end mark.
fn message(input: &mut impl Read) -> Result<Option<(Vec<u8>, Buffer)>, String> {
    let Some(mut length) = word(input)? else { return Ok(None) };
    // Streams before Arrow 0.15 have no continuation mark before the length.
    if length == -1 {
        length = word(input)?.ok_or_else(truncated)?;
    }
    if length == 0 {
        return Ok(None);
    }
    let length = usize::try_from(length).map_err(|_| "the length of a message is negative".to_owned())?;
    let head = bytes(input, length)?;
    let length = usize::try_from(parsed(&head)?.bodyLength());
    let body = bytes(input, length.map_err(|_| "the length of a batch is negative".to_owned())?)?;
    Ok(Some((head, Buffer::from_vec(body))))
}

fn parsed(head: &[u8]) -> Result<Message<'_>, String> {
    root_as_message(head).map_err(|e| format!("the head of a message is malformed: {e}"))
}

/// Four bytes as a number; `None` at the end.
fn word(input: &mut impl Read) -> Result<Option<i32>, String> {
    let mut word = [0; 4];
    let mut read = 0;
    while read < word.len() {
        match input.read(&mut word[read..]) {
            Ok(0) if read == 0 => return Ok(None),
            Ok(0) => return Err(truncated()),
            Ok(more) => read += more,
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(in_words(e)),
        }
    }
    Ok(Some(i32::from_le_bytes(word)))
}

/// Reads `length` bytes; memory grows with the bytes actually read.
fn bytes(input: &mut impl Read, length: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(length.min(MAX_PREALLOCATION));
    input.take(length as u64).read_to_end(&mut bytes).map_err(in_words)?;
    if bytes.len() < length { Err(truncated()) } else { Ok(bytes) }
}

/// Whether a batch can hold what it declares.
fn check(layout: Layout<'_>, body: &Buffer) -> Result<(), String> {
    let (mut taken, mut unpacked) = (0, 0_u64);
    let packed = layout.compression().is_some();
    for buffer in layout.buffers().into_iter().flatten() {
        let (from, length) = (usize::try_from(buffer.offset()), usize::try_from(buffer.length()));
        let part = from.ok().zip(length.ok()).and_then(|(from, length)| body.get(from..from.checked_add(length)?));
        let part = part.ok_or_else(|| "a column lies outside its batch".to_owned())?;
        taken += part.len();
        unpacked = unpacked.saturating_add(if packed { size(part)? } else { part.len() as u64 });
        // Buffers must not overlap, so that no bytes are decompressed twice.
        if taken > body.len() {
            return Err("columns of a batch overlap".to_owned());
        }
    }
    if packed && unpacked > MAX_BATCH.min(RATIO_EXEMPT.saturating_add(MAX_RATIO.saturating_mul(body.len() as u64))) {
        let (from, to) = (crate::error::size(body.len() as u64), crate::error::size(unpacked));
        return Err(format!("a batch of {from} would unfold to {to}; send smaller ones, or send them unpacked"));
    }
    // The library aborts the program when an allocation fails.
    if packed && Vec::<u8>::new().try_reserve_exact(unpacked as usize).is_err() {
        let size = crate::error::size(unpacked);
        return Err(format!("there is no memory for a batch of {size}; send smaller ones"));
    }
    // A row takes at least one bit in one of the columns.
    let most = unpacked.saturating_mul(8).max(MAX_EMPTY_ROWS);
    let lengths = layout.nodes().into_iter().flatten().map(FieldNode::length);
    if lengths.chain([layout.length()]).any(|rows| u64::try_from(rows).is_ok_and(|rows| rows > most) || rows < 0) {
        return Err("a batch declares more rows than it can hold".to_owned());
    }
    Ok(())
}

/// The decompressed size that precedes a compressed buffer; -1 if it is not compressed.
fn size(part: &[u8]) -> Result<u64, String> {
    let Some((size, rest)) = part.split_first_chunk() else {
        return if part.is_empty() { Ok(0) } else { Err("a packed column is torn".to_owned()) };
    };
    match i64::from_le_bytes(*size) {
        -1 => Ok(rest.len() as u64),
        size => u64::try_from(size).map_err(|_| "the size of a packed column is negative".to_owned()),
    }
}

fn truncated() -> String {
    "it breaks off".to_owned()
}

fn in_words(error: impl Display) -> String {
    error.to_string()
}
