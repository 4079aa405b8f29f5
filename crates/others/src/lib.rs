//! Models of others beside Calque's own, none of them needed.
//!
//! What another checker found, or people marked, is read by [`ForeignFindings`] and merged into a
//! report or into the check of a pair, each finding with the name of who made it. Everything here
//! is pure: bytes in, values out. Files are read and servers asked by the caller.
//!
//! [`judge_report`] puts what Calque is unsure of before a language model, and lets its answers take effect.
//!
//! The folder `findings` holds the formats of other checkers, and where their words stand in a text; `judge` holds the
//! questions to a judge and its answers, `vectors` those to a server that gives sentences vectors, and `onnx` (a feature)
//! runs a file that does.

mod findings;
mod judge;
#[cfg(feature = "onnx")]
mod onnx;
mod sha256;
mod vectors;

pub use findings::{Admission, ForeignError, ForeignFindings, MergeCounts, PairFindings, PairScore, merge_into_report};
pub use judge::{
    Ask, Docket, Judge, JudgeCounts, JudgeReply, JudgedPair, NoReply, PairBeforeJudge, judge_pairs, judge_report,
};

#[cfg(feature = "onnx")]
pub use onnx::{OnnxEncoder, OnnxError, OnnxFiles, OnnxReading};
pub use vectors::{vector_questions, vectors_of_answers};

use calque_bitext::{Category, RuleInfo};

/// The rules that findings of others name, for the lists of reports.
pub const RULES: &[RuleInfo] = &[
    RuleInfo {
        id: findings::RULE,
        category: Category::Mistranslation,
        summary: "What another checker or a person has marked",
        page: include_str!("findings/another-checker.md"),
    },
    RuleInfo {
        id: judge::RULE,
        category: Category::Mistranslation,
        summary: "What a language model has found that was asked about the pair",
        page: include_str!("judge/judge.md"),
    },
];
