//! Code, variables, tags, addresses, paths, product codes: what a translation keeps as it is.
//!
//! Each side's placeables ([`calque_text::placeables`]) are compared by their form. What the
//! other side has no equal of is lost or added; one lost and one added of the same kind are one
//! that was changed. What is missing as a placeable but stands there as plain text is kept. The
//! strengths were set by hand after reading the findings in clean documents.

use crate::drift::draft::Draft;
use crate::drift::findings::Findings;
use crate::drift::languages::Languages;
use crate::drift::reading::PairReading;
use crate::drift::rule::{PairRule, rule};
use crate::drift::side::SideReading;
use calque_bitext::{Category, Severity};
use calque_messages::{Message, message};
use calque_text::placeables::{Placeable, PlaceableKind};
use calque_text::{Side, Span};

/// See the module.
pub(crate) struct Placeholders;

impl PairRule for Placeholders {
    rule! {
        id: "placeholders",
        category: Markup,
        summary: "Variables, tags, addresses, code and product codes that changed or are lost",
        languages: Languages::Any,
        rank: 15,
        merging_weight: 1.3,
        certain: true,
    }

    fn check(&self, r: &PairReading<'_>, out: &mut Findings) {
        let (a, b) = (compared(&r.source), compared(&r.target));
        if (a.is_empty() && b.is_empty()) || is_code(r) {
            return;
        }
        let (mut lost, mut added) = unmatched(&a, &b);
        lost.retain(|x| !is_written(x, &r.target));
        added.retain(|x| !is_written(x, &r.source));
        if lost.is_empty() && added.is_empty() {
            if let Some((x, y)) = reordered(&a, &b) {
                let found = finding(0.9, Severity::Critical, Some(x.span), Some(y.span)).says(message!(
                    "markup-order",
                    is = y.written,
                    was = x.written
                ));
                out.push(found);
            }
            return;
        }
        // One lost and one added of a kind: changed.
        let mut rest = Vec::new();
        for x in lost {
            match added.iter().position(|y| y.kind == x.kind) {
                Some(k) => out.push(changed(&x, &added.remove(k))),
                None => rest.push(x),
            }
        }
        for x in rest {
            out.push(unmatched_finding(r, Side::Source, &x));
        }
        for y in added {
            out.push(unmatched_finding(r, Side::Target, &y));
        }
    }
}

/// A placeable of one side, ready to be compared.
struct Item<'t> {
    span: Span,
    kind: PlaceableKind,
    written: &'t str,
    form: String,
}

/// What is compared of a side. Names for something that the reader puts in (`<file>`,
/// `{{path/to/file}}`) are prose between brackets, and may be translated.
fn compared<'t>(side: &'t SideReading<'_>) -> Vec<Item<'t>> {
    let text = side.view.text;
    let item =
        |p: &Placeable| Item { span: p.span, kind: p.kind, written: p.span.of(text), form: p.form(text).into_owned() };
    let prose = |side: &SideReading<'_>| (0..side.len()).filter(|&i| side.is_word(i)).count() >= 3;
    let in_prose = prose(side);
    let kept = |x: &Item<'_>| match x.kind {
        PlaceableKind::Tag => is_html(&x.form),
        PlaceableKind::Variable => in_prose && !is_slot(x.written),
        PlaceableKind::Attribute => false,
        _ => true,
    };
    side.placeables.iter().map(item).filter(kept).collect()
}

/// Whether braces or a template hold words for the reader rather than the name of a variable, or the
/// path of a page, which each language has its own.
fn is_slot(written: &str) -> bool {
    let inside = written.trim_matches(['{', '}', '%', '$']).trim();
    inside.contains(['/', '[', '|', '\''])
        || inside.contains("...")
        || (written.starts_with("{{") && inside.contains(' '))
        || written.starts_with("{%")
}

/// Tags of HTML that carry meaning for a reader or a program; line breaks come and go.
fn is_html(form: &str) -> bool {
    const NAMES: &[&str] = &[
        "a", "abbr", "b", "code", "del", "em", "i", "img", "kbd", "li", "mark", "p", "q", "s", "small", "span",
        "strong", "sub", "sup", "u", "var",
    ];
    let name = form.trim_matches(['<', '>', '/']);
    NAMES.contains(&name) || name.chars().all(|c| c.is_ascii_digit())
}

/// Whether the words around the placeables are the same on both sides: a line of code, in which names
/// for the reader to fill in are translated.
fn is_code(r: &PairReading<'_>) -> bool {
    let words = |side: &'_ SideReading<'_>| -> Vec<String> {
        (0..side.len()).filter(|&i| side.is_word(i)).map(|i| side.norm(i).to_owned()).collect()
    };
    let (a, b) = (words(&r.source), words(&r.target));
    !a.is_empty() && a == b
}

/// What has no equal on the other side: of the source, of the target.
fn unmatched<'t>(a: &[Item<'t>], b: &[Item<'t>]) -> (Vec<Item<'t>>, Vec<Item<'t>>) {
    let mut taken = vec![false; b.len()];
    let copy = |x: &Item<'t>| Item { span: x.span, kind: x.kind, written: x.written, form: x.form.clone() };
    let mut lost = Vec::new();
    for x in a {
        match (0..b.len()).find(|&k| !taken[k] && b[k].form == x.form) {
            Some(k) => taken[k] = true,
            None => lost.push(copy(x)),
        }
    }
    let added = b.iter().zip(&taken).filter(|(_, t)| !**t).map(|(y, _)| copy(y)).collect();
    (lost, added)
}

/// Whether the words of a placeable stand on the other side as plain text: backticks left out, say.
fn is_written(x: &Item<'_>, side: &SideReading<'_>) -> bool {
    let exact = matches!(x.kind, PlaceableKind::Variable | PlaceableKind::Tag);
    let text = side.view.words();
    if x.kind == PlaceableKind::ProductCode {
        let solid = |c: &char| !matches!(c, '-' | '\u{2010}' | '\u{2011}') && !c.is_whitespace();
        return text.chars().filter(solid).collect::<String>().contains(x.form.as_str());
    }
    !exact && (text.contains(x.form.as_str()) || text.to_lowercase().contains(&x.form.to_lowercase()))
}

/// The first pair of variables without numbers that changed places.
fn reordered<'x, 't>(a: &'x [Item<'t>], b: &'x [Item<'t>]) -> Option<(&'x Item<'t>, &'x Item<'t>)> {
    let unnumbered =
        |x: &&Item<'_>| x.kind == PlaceableKind::Variable && x.form.starts_with('%') && !x.form.contains(['$', '(']);
    a.iter().filter(unnumbered).zip(b.iter().filter(unnumbered)).find(|(x, y)| x.form != y.form)
}

fn finding(strength: f32, severity: Severity, source: Option<Span>, target: Option<Span>) -> Draft {
    Draft::new("placeholders", Category::Markup, severity, strength).at(source, target)
}

fn changed(x: &Item<'_>, y: &Item<'_>) -> Draft {
    let expected = match x.kind {
        // A page of the same site or a file of the same folder is often one of the language's own.
        PlaceableKind::Address => host(&x.form) == host(&y.form),
        PlaceableKind::Path => x.form.contains('/') && y.form.contains('/'),
        // Code with words in it is translated where the words are.
        PlaceableKind::Code => x.form.contains(' ') || y.form.contains(' '),
        _ => false,
    };
    let (severity, strength) = match x.kind {
        _ if expected => (Severity::Info, 0.6),
        PlaceableKind::Variable => (Severity::Critical, 0.9),
        PlaceableKind::Address => (Severity::Critical, 0.85),
        PlaceableKind::ProductCode | PlaceableKind::Flag => (Severity::Critical, 0.8),
        PlaceableKind::Keys | PlaceableKind::Path => (Severity::Major, 0.75),
        PlaceableKind::Tag => (Severity::Major, 0.7),
        _ => (Severity::Major, 0.6),
    };
    finding(strength, severity, Some(x.span), Some(y.span)).says(message!(
        "markup-changed",
        kind = named(x.kind),
        was = x.written,
        is = y.written
    ))
}

/// What to call a placeable, with its article.
fn named(kind: PlaceableKind) -> Message {
    match kind {
        PlaceableKind::Code => message!("kind-code"),
        PlaceableKind::Tag => message!("kind-tag"),
        PlaceableKind::Variable => message!("kind-variable"),
        PlaceableKind::Attribute => message!("kind-attribute"),
        PlaceableKind::Address => message!("kind-address"),
        PlaceableKind::Path => message!("kind-path"),
        PlaceableKind::Flag => message!("kind-flag"),
        PlaceableKind::Identifier => message!("kind-identifier"),
        PlaceableKind::ProductCode => message!("kind-product-code"),
        PlaceableKind::Keys => message!("kind-keys"),
    }
}

/// What stands before the first slash of an address.
fn host(form: &str) -> &str {
    form.split('/').next().unwrap_or(form)
}

fn unmatched_finding(r: &PairReading<'_>, side: Side, x: &Item<'_>) -> Draft {
    let here = r.side(side);
    let place = r.counterpart_span(side, here.tokens_of(x.span));
    let (severity, strength) = match x.kind {
        PlaceableKind::Variable => (Severity::Critical, 0.9),
        PlaceableKind::Address => (Severity::Major, 0.7),
        PlaceableKind::Tag => (Severity::Major, 0.6),
        PlaceableKind::Flag => (Severity::Minor, 0.5),
        // Prose names such things in its own words as often as not.
        _ => (Severity::Minor, 0.4),
    };
    let (kind, written) = (named(x.kind), x.written);
    match side {
        Side::Source => {
            finding(strength, severity, Some(x.span), place).says(message!("markup-lost", kind = kind, words = written))
        }
        Side::Target => finding(strength, severity, place, Some(x.span)).says(message!(
            "markup-added",
            kind = kind,
            words = written
        )),
    }
}
