//! Attribute names that the reader and the writer share.

/// The key of a variant's full tag, such as `fr-CA`.
pub(super) const REGION: &str = "locale";

/// Attributes that the DTD allows on units and variants.
pub(super) const ATTRIBUTES: [&str; 12] = [
    "o-encoding",
    "datatype",
    "usagecount",
    "lastusagedate",
    "creationtool",
    "creationtoolversion",
    "creationdate",
    "creationid",
    "changedate",
    "changeid",
    "o-tmf",
    "segtype",
];
