//! The messages of an Arrow stream, one by one: schema, dictionaries, batches.
//!
//! What a message declares is checked against the bytes that it brings before anything
//! is unpacked or allocated for it: some hundred bytes can claim to unfold to petabytes,
//! or to hold as many rows. Taking apart what has been checked is the library's.

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

/// The most that a batch may be, unpacked.
const MOST: u64 = 4 << 30;
/// How many times its size a batch may unfold to; LZ4 cannot do more,
const TIMES: u64 = 256;
/// and this much whatever its size: a column of one value is packed to nearly nothing.
const AT_LEAST: u64 = 64 << 20;
/// Rows that need no bytes: those of a table that has only columns without values.
const BARE: u64 = 1 << 16;
/// What is allocated before the bytes are there.
const AHEAD: usize = 64 << 20;

/// Reads batches; `next` after an error is not to be asked for.
pub(super) struct Messages<R> {
    input: R,
    schema: SchemaRef,
    dictionaries: HashMap<i64, ArrayRef>,
    ended: bool,
}

impl<R: Read> Messages<R> {
    /// Reads the schema, with which a stream begins.
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
        let schema = Arc::new(try_fb_to_schema(schema).map_err(said)?);
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
                return batch.map(Some).map_err(said);
            }
            match message.header_as_dictionary_batch() {
                Some(dictionary) => {
                    check(dictionary.data().ok_or_else(|| "a dictionary is empty".to_owned())?, &body)?;
                    read_dictionary(&body, dictionary, &self.schema, &mut self.dictionaries, &version).map_err(said)?;
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

/// The head and the body of the next message; `None` at the end, which need not be marked.
fn message(input: &mut impl Read) -> Result<Option<(Vec<u8>, Buffer)>, String> {
    let Some(mut length) = word(input)? else { return Ok(None) };
    // Streams of old have no mark before the length.
    if length == -1 {
        length = word(input)?.ok_or_else(torn)?;
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
            Ok(0) => return Err(torn()),
            Ok(more) => read += more,
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(said(e)),
        }
    }
    Ok(Some(i32::from_le_bytes(word)))
}

/// As many bytes as are declared; memory grows with those that come.
fn bytes(input: &mut impl Read, length: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(length.min(AHEAD));
    input.take(length as u64).read_to_end(&mut bytes).map_err(said)?;
    if bytes.len() < length { Err(torn()) } else { Ok(bytes) }
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
        // Each column has its bytes for itself, so that none can be unpacked again and again.
        if taken > body.len() {
            return Err("columns of a batch overlap".to_owned());
        }
    }
    if packed && unpacked > MOST.min(AT_LEAST.saturating_add(TIMES.saturating_mul(body.len() as u64))) {
        let (from, to) = (crate::error::size(body.len() as u64), crate::error::size(unpacked));
        return Err(format!("a batch of {from} would unfold to {to}; send smaller ones, or send them unpacked"));
    }
    // Where there is no such memory, the library would end the program.
    if packed && Vec::<u8>::new().try_reserve_exact(unpacked as usize).is_err() {
        let size = crate::error::size(unpacked);
        return Err(format!("there is no memory for a batch of {size}; send smaller ones"));
    }
    // A row takes a bit at least in one of the columns.
    let most = unpacked.saturating_mul(8).max(BARE);
    let lengths = layout.nodes().into_iter().flatten().map(FieldNode::length);
    if lengths.chain([layout.length()]).any(|rows| u64::try_from(rows).is_ok_and(|rows| rows > most) || rows < 0) {
        return Err("a batch declares more rows than it can hold".to_owned());
    }
    Ok(())
}

/// The size of a packed column, which is written before it; -1 says that it is not packed.
fn size(part: &[u8]) -> Result<u64, String> {
    let Some((size, rest)) = part.split_first_chunk() else {
        return if part.is_empty() { Ok(0) } else { Err("a packed column is torn".to_owned()) };
    };
    match i64::from_le_bytes(*size) {
        -1 => Ok(rest.len() as u64),
        size => u64::try_from(size).map_err(|_| "the size of a packed column is negative".to_owned()),
    }
}

fn torn() -> String {
    "it breaks off".to_owned()
}

fn said(error: impl Display) -> String {
    error.to_string()
}
