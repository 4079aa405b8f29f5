//! A small report to look at: an invented news story and its French version,
//! with a split, a merge, a share link, two findings on the same words, words
//! left out, and a finding about the whole text.

use calque_bitext::{Alignment, Bead, Category, Evidence, Finding, RuleInfo, Severity};
use calque_report::{Dismissal, PlacedFinding, Report, ReportSide, Suppressed};
use calque_text::{Block, BlockKind, Document, FilePositions, Lang, Origin, Sentence, Span};

/// A catalogue of two rules, of which the findings name one.
const RULES: &[RuleInfo] = &[
    RuleInfo {
        id: "numbers",
        category: Category::Number,
        summary: "A number that became another.",
        page: "# numbers\n\nA number that became another.\n",
    },
    RuleInfo {
        id: "omission",
        category: Category::Omission,
        summary: "Words without a counterpart.",
        page: "# omission\n\nWords without a counterpart.\n",
    },
];

/// Builds a report bead by bead.
pub(crate) struct Builder {
    report: Report,
}

impl Builder {
    pub(crate) fn new(source: &str, target: &str) -> Self {
        let side = |name: &str, lang| ReportSide {
            name: name.to_owned(),
            document: Document { lang, text: String::new(), blocks: Vec::new() },
            sentences: Vec::new(),
            origin: Origin { positions: FilePositions::Same, ..Origin::default() },
        };
        Self {
            report: Report {
                source: side(source, Lang::EN),
                target: side(target, Lang::FR),
                alignment: Alignment::default(),
                findings: Vec::new(),
                suppressed: Vec::new(),
                comments: Vec::new(),
                fidelity: Vec::new(),
                warnings: Vec::new(),
                encoder: false,
                contributors: Vec::new(),
                rules_left_out: Vec::new(),
                rules: RULES,
            },
        }
    }

    /// Adds a bead: its segments on both sides, each list in a block of its own.
    pub(crate) fn bead(self, source: &[&str], target: &[&str], fidelity: f32) -> Self {
        self.block(BlockKind::Paragraph, source, target, fidelity)
    }

    /// As [`Self::bead`], in a block of another kind.
    pub(crate) fn block(mut self, kind: BlockKind, source: &[&str], target: &[&str], fidelity: f32) -> Self {
        let r = &mut self.report;
        let source = segments(&mut r.source, kind, source);
        let target = segments(&mut r.target, kind, target);
        let lone = source.is_empty() || target.is_empty();
        let score = if lone { 0.9 } else { 0.97 };
        let evidence = Evidence { cosine: 0.75, coverage: 0.8, length: 1.5, anchors: 1.0 };
        r.alignment.beads.push(Bead { source, target, score, evidence });
        r.fidelity.push(fidelity);
        self
    }

    /// Adds a finding to the last bead, about the first place where each side has these words.
    /// A side given as `word…` is the empty place after that word; an empty one is none.
    pub(crate) fn finding(
        mut self,
        what: (&str, Category, Severity, f32),
        source: &str,
        target: &str,
        message: &str,
    ) -> Self {
        let r = &self.report;
        let bead = r.alignment.beads.last().expect("a bead first");
        let within = (r.source.span(&bead.source), r.target.span(&bead.target));
        let spans = (
            within.0.and_then(|w| find(&r.source.document.text, w, source)),
            within.1.and_then(|w| find(&r.target.document.text, w, target)),
        );
        let bead = Some(r.alignment.beads.len() - 1);
        self.push(bead, what, spans, message);
        self
    }

    /// Adds a finding about the whole text that points at the last such words of the target.
    pub(crate) fn about_all(mut self, what: (&str, Category, Severity, f32), target: &str, message: &str) -> Self {
        let at = self.report.target.document.text.rfind(target).expect("words of the target");
        self.push(None, what, (None, Some(Span::new(at, at + target.len()))), message);
        self
    }

    /// Gives the last finding a suggestion.
    pub(crate) fn suggest(mut self, words: &str) -> Self {
        let last = self.report.findings.last_mut().expect("a finding first");
        last.finding.suggestion = Some(words.to_owned());
        self
    }

    /// Dismisses the last finding.
    pub(crate) fn dismiss(mut self, in_text: bool, place: &str, reason: &str) -> Self {
        let placed = self.report.findings.pop().expect("a finding first");
        let by =
            Dismissal { in_text, place: place.to_owned(), reason: Some(reason.to_owned()), ..Dismissal::default() };
        self.report.suppressed.push(Suppressed { placed, by });
        self
    }

    pub(crate) fn warn(mut self, warning: &str) -> Self {
        self.report.warnings.push(warning.to_owned());
        self
    }

    pub(crate) fn build(mut self) -> Report {
        self.report.sort_by_weight();
        self.report
    }

    fn push(
        &mut self,
        bead: Option<usize>,
        (rule, category, severity, confidence): (&str, Category, Severity, f32),
        (source, target): (Option<Span>, Option<Span>),
        message: &str,
    ) {
        let words = |text: &str, span: Option<Span>| span.map_or("", |s| s.of(text)).to_owned();
        let texts = (&self.report.source.document.text, &self.report.target.document.text);
        let evidence = vec![words(texts.0, source), words(texts.1, target)];
        let finding = Finding {
            id: format!("{rule}-{}", self.report.findings.len() + 1),
            rule: rule.to_owned(),
            category,
            severity,
            confidence,
            source,
            target,
            message: message.to_owned(),
            evidence: evidence.into_iter().filter(|w| !w.is_empty()).collect(),
            suggestion: None,
            repeats: 0,
            opinions: calque_bitext::Opinions::default(),
        };
        self.report.findings.push(PlacedFinding { bead, finding });
    }
}

fn segments(side: &mut ReportSide, kind: BlockKind, texts: &[&str]) -> std::ops::Range<usize> {
    let first = side.sentences.len();
    let document = &mut side.document;
    if !document.text.is_empty() && !texts.is_empty() {
        document.text.push_str("\n\n");
    }
    let start = document.text.len();
    for (i, text) in texts.iter().enumerate() {
        if i > 0 {
            document.text.push(' ');
        }
        let at = document.text.len();
        document.text.push_str(text);
        let block = document.blocks.len() as u32;
        side.sentences.push(Sentence { span: Span::new(at, document.text.len()), block });
    }
    if !texts.is_empty() {
        document.blocks.push(Block::new(Span::new(start, document.text.len()), kind));
    }
    first..side.sentences.len()
}

fn find(text: &str, within: Span, words: &str) -> Option<Span> {
    if words.is_empty() {
        return None;
    }
    let (needle, after) = words.strip_suffix('…').map_or((words, false), |w| (w, true));
    let at = within.start + within.of(text).find(needle).expect("the words stand in the bead");
    let end = at + needle.len();
    Some(if after { Span::new(end, end) } else { Span::new(at, end) })
}

/// The sample.
pub(crate) fn report() -> Report {
    use Category as C;
    use Severity as S;
    Builder::new("bridge.en.txt", "bridge.fr.txt")
        .warn("bridge.fr.txt: read as Windows-1252")
        .block(BlockKind::Heading(1), &["Valmorin bridge to close for repairs"], &["Le pont de Valmorin fermé pour travaux"], 0.94)
        .block(BlockKind::ListItem, &[], &["Partager sur Facebook"], 0.0)
        .block(BlockKind::ListItem, &[], &["Partager sur WhatsApp"], 0.0)
        .block(BlockKind::Caption, &["The bridge at Valmorin, built in 1931."], &["Le pont de Valmorin, construit en 1931."], 0.98)
        .bead(
            &["The old bridge was damaged by last week’s flood, and engineers say it could stay closed for four months."],
            &[
                "Le vieux pont a été détruit par la crue de la semaine dernière.",
                "Selon les ingénieurs, il restera fermé pendant quatre mois.",
            ],
            0.22,
        )
        .finding(
            ("strength", C::Mistranslation, S::Major, 0.91),
            "damaged",
            "détruit",
            "“damaged” has become “détruit” (destroyed), which says more than the original.",
        )
        .suggest("endommagé")
        .finding(
            ("hedge", C::Hedge, S::Major, 0.74),
            "could stay closed",
            "restera fermé",
            "The original says that it may happen (“could”); the translation says that it will.",
        )
        .suggest("pourrait rester fermé")
        .finding(
            ("tense", C::Tense, S::Info, 0.4),
            "could stay",
            "restera",
            "A conditional is rendered by a plain future.",
        )
        .bead(&["Nobody was hurt."], &["Personne n’a été blessé."], 0.99)
        .finding(("names", C::Entity, S::Minor, 0.5), "Nobody", "Personne", "“Nobody” is no name.")
        .dismiss(false, "known.jsonl:2", "a word, not a name")
        .bead(
            &["Some 1,200 people cross the bridge every day, most of them on foot."],
            &["Quelque 12\u{202f}000 personnes traversent le pont chaque jour."],
            0.08,
        )
        .finding(
            ("numbers", C::Number, S::Critical, 0.97),
            "1,200",
            "12\u{202f}000",
            "The figures differ: 1,200 against 12\u{202f}000.",
        )
        .suggest("1\u{202f}200")
        .finding(
            ("omission", C::Omission, S::Minor, 0.66),
            "most of them on foot",
            "chaque jour…",
            "Nothing in the translation renders “most of them on foot”.",
        )
        .bead(
            &["The mayor, Ann Lesk, spoke on Tuesday.", "“We will have a ferry,” she said, “before the summer.”"],
            &["Mardi, la maire, Ann Lesk, a promis : « Nous aurons un bac avant l’été\u{a0}! »"],
            0.88,
        )
        .bead(
            &["The region will pay for the works."],
            &["La région de Valmorain paiera les travaux."],
            0.81,
        )
        .bead(&["This story was corrected on 4 June."], &[], 0.0)
        .bead(&[], &["À lire aussi : notre dossier sur les ponts et les routes de la vallée"], 0.0)
        .about_all(
            ("names", C::Inconsistency, S::Info, 0.6),
            "Valmorain",
            "The same place is written in two ways: Valmorin (2 times), Valmorain (once).",
        )
        .build()
}
