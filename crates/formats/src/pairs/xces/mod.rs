//! OPUS: links in XCES, and the documents that they link.
//!
//! Read is a file of links (`news_latest_xml_en-fr.xml.gz`); the documents are looked
//! for beside it, as files or in OPUS's archives (`news_latest_raw_en.zip`, in which
//! they are called `news/raw/en/doc.xml`), text before tokens. The sides are
//! `fromDoc;toDoc`, in this order. Documents are streamed along with the links, which
//! follow their order but for small steps back.
//!
//! Written is a folder that `opus_read` reads: the links, the texts and their tokens.
//! As OPUS has it, the languages stand in alphabetical order.

mod archives;
mod document;
mod read;
mod store;
mod write;

pub(crate) use read::XcesSource;
pub(crate) use write::XcesSink;
