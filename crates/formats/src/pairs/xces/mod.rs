//! OPUS: links in XCES (Corpus Encoding Standard for XML, `cesAlign`), and the documents that they link.
//!
//! A file of links is read (`news_latest_xml_en-fr.xml.gz`); the documents are searched beside it, as files
//! or in the archives of OPUS (`news_latest_raw_en.zip`, which contains `news/raw/en/doc.xml`), raw text
//! before tokens. The sides are `fromDoc;toDoc`, in this order. Documents are streamed along with the links,
//! which follow their order up to small steps back.
//!
//! A folder is written that `opus_read` reads: links, texts and tokens, with the languages in alphabetical
//! order as in OPUS.

mod archives;
mod document;
mod read;
mod store;
mod write;

pub(crate) use read::XcesSource;
pub(crate) use write::XcesSink;
