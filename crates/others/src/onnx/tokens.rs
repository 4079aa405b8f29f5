//! Sentences as numbers: `tokenizer.json`, read as its authors meant.

use super::error::OnnxError;
use serde_json::Value;
use tokenizers::{PostProcessor, Tokenizer, TruncationParams};

const HELP: &str =
    "give the tokenizer.json that belongs to the model: its kind is WordPiece, BPE, Unigram or WordLevel";

/// Cuts sentences.
pub(super) struct Tokens {
    tokenizer: Tokenizer,
    /// What fills up a shorter sentence beside a longer one; the mask hides it.
    pub(super) pad: i32,
}

impl Tokens {
    /// The tokenizer of a file, for sentences of at most so many tokens.
    pub(super) fn read(bytes: &[u8], longest: usize) -> Result<Self, OnnxError> {
        let mut tokenizer = Tokenizer::from_bytes(bytes).map_err(|e| OnnxError::tokenizer(reason(bytes, &e), HELP))?;
        let pad = tokenizer.get_padding().map(|p| p.pad_id);
        let pad = pad.or_else(|| ["[PAD]", "<pad>"].iter().find_map(|name| tokenizer.token_to_id(name)));
        tokenizer.with_padding(None);
        let added = tokenizer.get_post_processor().map_or(0, |p| p.added_tokens(false));
        // What the file itself says of the length counts where it is stricter.
        let own = tokenizer.get_truncation().map(|t| t.max_length).filter(|&own| own > added);
        let max_length = own.map_or(longest, |own| own.min(longest));
        if max_length <= added {
            let what = format!("{max_length} tokens are no more than the {added} that mark beginning and end");
            return Err(OnnxError::tokenizer(what, "set a larger max-tokens in [vectors] of calque.toml"));
        }
        let cut = TruncationParams { max_length, ..TruncationParams::default() };
        tokenizer.with_truncation(Some(cut)).map_err(|e| OnnxError::tokenizer(e, HELP))?;
        Ok(Self { tokenizer, pad: pad.unwrap_or(0) as i32 })
    }

    /// The numbers of a sentence, at least one.
    pub(super) fn of(&self, text: &str) -> Result<Vec<i32>, OnnxError> {
        let encoding = self.tokenizer.encode_fast(text, true).map_err(|e| OnnxError::tokenizer(e, HELP))?;
        let ids: Vec<i32> = encoding.get_ids().iter().map(|&id| id as i32).collect();
        Ok(if ids.is_empty() { vec![self.pad] } else { ids })
    }
}

/// Why a file is no tokenizer: the parser's own words say nothing of a kind that it does not know.
fn reason(bytes: &[u8], error: &dyn std::fmt::Display) -> String {
    match serde_json::from_slice::<Value>(bytes) {
        Err(e) => format!("is no JSON: {e}"),
        Ok(value) => match value.pointer("/model/type").and_then(Value::as_str) {
            Some(kind) if !["WordPiece", "BPE", "Unigram", "WordLevel"].contains(&kind) => {
                format!("is of the kind {kind}, which is not known")
            }
            None if value.get("model").is_none() => "has no `model`".to_owned(),
            _ => format!("cannot be read: {error}"),
        },
    }
}
