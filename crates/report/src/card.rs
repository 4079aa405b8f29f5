//! The card of a finding: what there is to say about it, in the order in which it is said. HTML reports draw it, and
//! the workbench gives it to its page: whoever knows one can read the other.

use crate::shared::opinions::opinions;
use crate::shared::words::message;
use calque_bitext::{Finding, Severity, Tier};
use calque_messages::{Message, UiLang, message, rule_name};
use calque_text::Side;

/// What stands in a text where words are missing.
pub const GAP: &str = "[…]";

/// Quoted words of more characters than this are not said again in a sentence.
const LONGEST: usize = 80;

/// Everything there is to say about a finding, in the language of the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingCard {
    /// The name of its rule: *Number*.
    pub rule: String,
    /// How grave it is, in a word.
    pub severity: String,
    /// Whether it is to correct or to check; nothing for a remark.
    pub tier: Option<String>,
    /// What both texts say, in one sentence; quoted words stand between asterisks.
    pub sentence: String,
    /// What the rule says of it, where that is more.
    pub says: Option<String>,
    /// How sure it is, in a word.
    pub sure: String,
    /// The probability that a reader agrees, in per cent.
    pub percent: String,
    /// What comes before a suggestion: *Perhaps*.
    pub perhaps: String,
    /// What to write instead.
    pub suggestion: Option<String>,
    /// The evidence that is neither in the message nor among the words.
    pub evidence: Vec<String>,
    /// What others say of it, a phrase each.
    pub opinions: Vec<String>,
}

impl FindingCard {
    /// The card of a finding whose spans point into `texts`, the original and the translation.
    pub fn new(finding: &Finding, texts: (&str, &str), lang: UiLang) -> Self {
        let words = |side: Side| {
            let text = if side == Side::Source { texts.0 } else { texts.1 };
            finding.span(side).map_or("", |s| s.of(text))
        };
        let (was, is) = (words(Side::Source), words(Side::Target));
        let says = message(finding).into_owned();
        let sentence = sentence(was, is, &says).text(lang);
        let evidence = finding.evidence.iter().map(String::as_str);
        let new = |e: &&str| !finding.message.contains(*e) && *e != was && *e != is;
        Self {
            rule: rule_name(&finding.rule, lang),
            severity: severity(finding.severity).text(lang),
            tier: finding.tier().map(|tier| tier_word(tier).text(lang)),
            says: Some(says).filter(|s| *s != sentence && is_more(s, was, is)),
            sentence,
            sure: sure(finding.confidence).text(lang),
            percent: format!("{:.0}", 100.0 * finding.confidence),
            perhaps: message!("card-perhaps").text(lang),
            suggestion: finding.suggestion.clone(),
            evidence: evidence.filter(new).map(str::to_owned).collect(),
            opinions: opinions(finding, lang),
        }
    }
}

/// The parts of a sentence, each with whether it is quoted: between asterisks.
pub fn quoted(sentence: &str) -> impl Iterator<Item = (&str, bool)> {
    sentence.split('*').enumerate().map(|(i, part)| (part, i % 2 == 1)).filter(|(part, _)| !part.is_empty())
}

/// What both texts say.
fn sentence(was: &str, is: &str, says: &str) -> Message {
    let short = |words: &str| {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        // An asterisk of a text would end the quotation.
        Some(words).filter(|w| !w.is_empty() && w.chars().count() <= LONGEST && !w.contains('*'))
    };
    match (short(was), short(is)) {
        (Some(was), Some(is)) => message!("card-both", was = was, is = is),
        (Some(was), None) if is.is_empty() => message!("card-source", was = was),
        (None, Some(is)) if was.is_empty() => message!("card-target", is = is),
        _ => message!("card-neither", said = says),
    }
}

/// Whether a message says more than that the one became the other.
fn is_more(says: &str, was: &str, is: &str) -> bool {
    let mut rest = says.to_owned();
    for words in [was, is].into_iter().filter(|w| !w.is_empty()) {
        rest = rest.replacen(words, " ", 1);
    }
    rest.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).count() > 3
}

fn tier_word(tier: Tier) -> Message {
    match tier {
        Tier::ToCorrect => message!("tier-to-correct"),
        Tier::ToCheck => message!("tier-to-check"),
    }
}

/// How grave, in a word.
fn severity(severity: Severity) -> Message {
    match severity {
        Severity::Critical => message!("severity-critical"),
        Severity::Major => message!("severity-major"),
        Severity::Minor => message!("severity-minor"),
        Severity::Info => message!("severity-info"),
    }
}

/// How sure, in a word.
fn sure(confidence: f32) -> Message {
    match confidence {
        c if c >= 0.9 => message!("sure-very"),
        c if c >= 0.7 => message!("sure-likely"),
        c if c >= 0.5 => message!("sure-perhaps"),
        _ => message!("sure-doubtful"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calque_bitext::Category;
    use calque_text::Span;

    #[test]
    fn a_card_says_each_thing_once() {
        let (en, fr) = ("On Tuesday it rained.", "Il a plu jeudi.");
        let mut f = Finding::new("dates", Category::DateTime, Severity::Critical, 0.95).says("It is another day.");
        (f.source, f.target) = (Some(Span::new(3, 10)), Some(Span::new(9, 14)));
        f.evidence = vec!["Tuesday".into(), "another day".into(), "2 days".into()];
        f.suggestion = Some("mardi".into());
        let card = FindingCard::new(&f, (en, fr), UiLang::En);
        assert_eq!(card.sentence, "The original says *Tuesday*, the translation *jeudi*.");
        assert_eq!(
            (card.rule.as_str(), card.severity.as_str(), card.sure.as_str()),
            ("Date", "critical", "nearly sure")
        );
        assert_eq!((card.says.as_deref(), card.percent.as_str()), (Some("It is another day."), "95"));
        assert_eq!((card.evidence, card.suggestion.as_deref()), (vec!["2 days".to_owned()], Some("mardi")));
        assert_eq!(card.tier.as_deref(), Some("to correct"));
        let told = Finding { message: "“Tuesday” became “jeudi”.".into(), ..f.clone() };
        assert_eq!(FindingCard::new(&told, (en, fr), UiLang::En).says, None, "nothing is said twice");
        let french = FindingCard::new(&f, (en, fr), UiLang::Fr);
        assert_eq!((french.rule.as_str(), french.severity.as_str()), ("Date", "critique"));
        // Words that are too long to be said again, or that would be taken for a quotation.
        let card = FindingCard::new(&f, ("On T*esday it rained.", fr), UiLang::En);
        assert_eq!((card.sentence.as_str(), card.says), ("It is another day.", None));
        f.target = None;
        let card = FindingCard::new(&f, (en, fr), UiLang::En);
        assert_eq!(quoted(&card.sentence).filter(|(_, q)| *q).map(|(w, _)| w).collect::<Vec<_>>(), ["Tuesday"]);
    }
}
