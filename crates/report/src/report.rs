//! The report of a check, before it is written in a format.

use calque_bitext::{Alignment, Finding, RuleInfo, Severity, Tier};
use calque_text::{Document, Origin, Sentence, Side, Span};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// One of the two texts.
#[derive(Clone, Debug)]
pub struct ReportSide {
    /// Its name: a file name, a URL, `standard input`.
    pub name: String,
    /// The text.
    pub document: Document,
    /// Its segments, in order; the indices of beads refer to them.
    pub sentences: Vec<Sentence>,
    /// Its positions in the file.
    pub origin: Origin,
}

impl ReportSide {
    /// The text of the segments `range`, as one span of the document.
    pub fn span(&self, range: &std::ops::Range<usize>) -> Option<Span> {
        let first = self.sentences.get(range.start)?;
        let last = self.sentences.get(range.end.checked_sub(1)?)?;
        (range.start < range.end).then(|| first.span.cover(&last.span))
    }
}

/// A finding and the bead it belongs to; findings about the whole document have none.
#[derive(Clone, Debug)]
pub struct PlacedFinding {
    /// Index into the alignment's beads.
    pub bead: Option<usize>,
    /// The finding; its spans point into the documents.
    pub finding: Finding,
}

/// A dismissed finding.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// The finding.
    pub placed: PlacedFinding,
    /// Who dismissed it, where and why.
    pub by: Dismissal,
}

/// How a finding was dismissed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dismissal {
    /// Whether a comment in one of the texts dismissed it; else a file did.
    pub in_text: bool,
    /// Whether a judge did; see `docs/models.md`.
    pub by_judge: bool,
    /// The place of that comment or entry: `known.jsonl:3`, `article.fr.md:12`.
    pub place: String,
    /// Why, in the words of the one who dismissed it.
    pub reason: Option<String>,
    /// Who.
    pub who: Option<String>,
    /// When, as written there.
    pub date: Option<String>,
}

impl Dismissal {
    /// In one phrase: `known.jsonl:3: the agency corrected it, night desk, 2026-11-25`.
    pub fn in_words(&self) -> String {
        let details = [&self.reason, &self.who, &self.date].into_iter().flatten().map(String::as_str);
        let details = details.collect::<Vec<_>>().join(", ");
        if details.is_empty() { self.place.clone() } else { format!("{}: {details}", self.place) }
    }
}

/// What a person wrote about a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeadComment {
    /// Index into the alignment's beads.
    pub bead: usize,
    /// The words.
    pub text: String,
    /// Who wrote them; empty where nobody gave a name.
    pub who: String,
    /// When, as `2026-11-29T08:15:00Z`.
    pub when: String,
}

/// What somebody else did for a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ContributorRole {
    /// It found or marked something.
    Findings,
    /// It was asked about findings and pairs.
    Judge,
}

/// A model, a program or a person beside Calque that had a part in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contributor {
    /// Its part.
    pub role: ContributorRole,
    /// Its name.
    pub name: String,
    /// The file or the address that it comes from.
    pub place: String,
    /// The SHA-256 of the file.
    pub sha256: Option<String>,
    /// How much it did, by name; readers are shown them in this order.
    pub counts: Vec<(&'static str, usize)>,
}

impl Contributor {
    /// In one phrase: `findings of xcomet (xcomet.jsonl, sha256 0b5c7e30): 3 added, 1 agreed`.
    pub fn in_words(&self) -> String {
        let does = match self.role {
            ContributorRole::Findings => "findings of",
            ContributorRole::Judge => "judgements of",
        };
        let hash = self.sha256.as_deref().and_then(|h| h.get(..8)).map(|h| format!(", sha256 {h}")).unwrap_or_default();
        let counts: Vec<String> =
            self.counts.iter().map(|(what, n)| format!("{n} {}", what.replace('_', " "))).collect();
        let counts = if counts.is_empty() { String::new() } else { format!(": {}", counts.join(", ")) };
        format!("{does} {} ({}{hash}){counts}", self.name, self.place)
    }
}

impl Serialize for Contributor {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("role", &self.role)?;
        map.serialize_entry("name", &self.name)?;
        map.serialize_entry("place", &self.place)?;
        map.serialize_entry("sha256", &self.sha256)?;
        for (what, n) in &self.counts {
            map.serialize_entry(what, n)?;
        }
        map.end()
    }
}

/// The result of a check.
#[derive(Clone, Debug)]
pub struct Report {
    /// The original.
    pub source: ReportSide,
    /// The translation.
    pub target: ReportSide,
    /// Their alignment.
    pub alignment: Alignment,
    /// The findings; formats number and list them in this order ([`Report::sort_by_weight`]).
    pub findings: Vec<PlacedFinding>,
    /// The dismissed findings; no other count includes them.
    pub suppressed: Vec<Suppressed>,
    /// What people wrote about pairs; formats for people show it.
    pub comments: Vec<BeadComment>,
    /// Fidelity of each bead in [0, 1], 1 = surely faithful; as many as beads.
    pub fidelity: Vec<f32>,
    /// Warnings of reading the inputs.
    pub warnings: Vec<String>,
    /// Whether the encoder read the sentences, so that words were linked by what they mean there.
    pub encoder: bool,
    /// Who else had a part in it.
    pub contributors: Vec<Contributor>,
    /// The ids of rules that were asked for and did not run, since they do not know both languages.
    pub rules_left_out: Vec<&'static str>,
    /// The rules that a finding can name, for formats that list them.
    pub rules: &'static [RuleInfo],
}

impl Report {
    /// One of the two texts.
    pub fn side(&self, side: Side) -> &ReportSide {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }

    /// How many findings there are of `severity`.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|f| f.finding.severity == severity).count()
    }

    /// Sorts the findings by tier, severity and confidence ([`Finding::by_weight`]), then by their place.
    pub fn sort_by_weight(&mut self) {
        let place = |f: &PlacedFinding| (f.bead, f.finding.target.map(|s| s.start), f.finding.source.map(|s| s.start));
        self.findings.sort_by(|a, b| a.finding.by_weight(&b.finding).then_with(|| place(a).cmp(&place(b))));
    }

    /// How many findings are of `tier`; `None` counts the remarks.
    pub fn count_tier(&self, tier: Option<Tier>) -> usize {
        self.findings.iter().filter(|f| f.finding.tier() == tier).count()
    }

    /// MQM penalty points of all findings (see [`Severity::penalty`]).
    pub fn penalty(&self) -> u32 {
        self.findings.iter().map(|f| f.finding.severity.penalty()).sum()
    }

    /// Words of the source, between spaces.
    pub fn source_words(&self) -> usize {
        self.source.document.text.split_whitespace().count()
    }

    /// Penalty points per 100 words of the source; none for a source of less than [`Report::RATED_WORDS`]
    /// words, where one finding would stand for hundreds of points.
    pub fn penalty_per_100_words(&self) -> Option<f32> {
        let words = self.source_words();
        (words >= Self::RATED_WORDS).then(|| 100.0 * self.penalty() as f32 / words as f32)
    }

    /// The fewest words of a source whose penalty points are told per 100 words.
    pub const RATED_WORDS: usize = 100;
}
