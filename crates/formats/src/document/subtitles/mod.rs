//! Reads subtitles, SubRip (srt), WebVTT, and SubStation Alpha (ass, ssa): the speech, with its times.
//!
//! Each block has the time at which it is on screen. A sentence that continues in the next caption is one
//! block, with the time of both; two speakers in one caption are two blocks. Style marks, positions, notes
//! and caption numbers are omitted. In SubRip an empty line inside a caption does not end it, as players
//! show what follows; in WebVTT it does.

mod ass;

use super::references::decode_references;
use calque_text::{Account, Block, BlockKind, Document, Lang, LeftOutReason, Span, TimeSpan};

/// The longest pause inside a sentence, in milliseconds.
const PAUSE: u32 = 2_000;
/// The longest block, in bytes: a limit for text without full stops.
const LONGEST: usize = 1_000;

/// What is on screen at a time.
struct Cue {
    time: TimeSpan,
    lines: Vec<String>,
}

/// The document of subtitles, and what is left out.
pub(crate) fn document(source: &str) -> (Document, Account) {
    let mut account = Account::default();
    let cues = if ass::is_ass(source) { ass::cues(source, &mut account) } else { cues(source, &mut account) };
    let (mut text, mut blocks) = (String::new(), Vec::new());
    for cue in &cues {
        add(cue, &mut text, &mut blocks);
    }
    (Document { lang: Lang::UND, text, blocks }, account)
}

/// The captions of SubRip and WebVTT.
fn cues(source: &str, account: &mut Account) -> Vec<Cue> {
    let mut cues = Vec::new();
    let webvtt = is_webvtt(source);
    let mut lines = source.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(time) = times(line) else {
            if webvtt && line.starts_with("NOTE") {
                account.add(LeftOutReason::Comment, line.trim_start_matches("NOTE"));
                while let Some(line) = lines.next_if(|l| !l.trim().is_empty()) {
                    account.add(LeftOutReason::Comment, line);
                }
            }
            continue;
        };
        let mut words = Vec::new();
        let goes_on = |line: &&str| times(line).is_none() && !(webvtt && line.trim().is_empty());
        while let Some(line) = lines.next_if(goes_on) {
            words.push(plain(line));
        }
        // A number right before a line of times is the number of that caption.
        if lines.peek().is_some_and(|l| times(l).is_some())
            && words.last().is_some_and(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_digit()))
        {
            words.pop();
        }
        cues.push(Cue { time, lines: words });
    }
    cues
}

/// Adds a caption: to the block before if it goes on with its sentence.
fn add(cue: &Cue, text: &mut String, blocks: &mut Vec<Block>) {
    let (words, time) = (&cue.lines, cue.time);
    let dashes = words.iter().filter(|w| is_dash(w)).count() > 1;
    for (n, line) in words.iter().filter(|w| !w.is_empty()).enumerate() {
        let begins = n == 0 || dashes && is_dash(line) || names_speaker(line);
        let goes_on = blocks.last().is_some_and(|b| n == 0 && continues(b, text, line, time));
        if begins && !goes_on {
            if !text.is_empty() {
                text.push('\n');
            }
            let start = text.len();
            text.push_str(line);
            blocks.push(Block { span: Span::new(start, text.len()), kind: BlockKind::Paragraph, time: Some(time) });
        } else if let Some(block) = blocks.last_mut() {
            text.push(' ');
            text.push_str(line);
            block.span.end = text.len();
            block.time = block.time.map(|t| TimeSpan { start: t.start, end: t.end.max(time.end) });
        }
    }
}

/// Whether a text is subtitles: there is a line of times near its start.
pub(crate) fn is_subtitles(text: &str) -> bool {
    is_webvtt(text)
        || ass::is_ass(text)
        || text.lines().filter(|l| !l.trim().is_empty()).nth(1).is_some_and(|l| times(l).is_some())
}

fn is_webvtt(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').starts_with("WEBVTT")
}

/// Whether a caption continues the sentence of the block before it.
fn continues(block: &Block, text: &str, line: &str, time: TimeSpan) -> bool {
    let before = block.span.of(text);
    let ended = before.ends_with(['.', '!', '?', '…', ':', ';', '"', '”', '»', ')', ']', '♪', '-', '–', '—']);
    let pause = time.start.saturating_sub(block.time.map_or(0, |t| t.end));
    !ended && !is_dash(line) && !names_speaker(line) && pause <= PAUSE && block.span.len() + line.len() <= LONGEST
}

fn is_dash(line: &str) -> bool {
    line.starts_with(['-', '–', '—'])
}

/// Whether a line begins with the name of who speaks, in capitals: `MARIE: Here.`
fn names_speaker(line: &str) -> bool {
    let Some((name, _)) = line.split_once(':') else { return false };
    let name = name.trim_end();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (2..=24).contains(&letters)
        && name
            .chars()
            .all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '#'))
}

/// The times of a line such as `00:01:02,500 --> 00:01:04,000`.
fn times(line: &str) -> Option<TimeSpan> {
    let (start, rest) = line.split_once("-->")?;
    let end = rest.split_ascii_whitespace().next()?;
    let (start, end) = (clock(start.trim())?, clock(end)?);
    Some(TimeSpan { start, end: end.max(start) })
}

/// Milliseconds of `01:02:03,456`, `02:03.456`.
fn clock(text: &str) -> Option<u32> {
    let (clock, fraction) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let mut seconds = 0_u32;
    for part in clock.split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(part.parse().ok()?)?;
    }
    let digits = fraction.get(..fraction.len().min(3))?;
    let millis = digits.parse::<u32>().ok()? * 10_u32.pow(3 - digits.len() as u32);
    seconds.checked_mul(1000)?.checked_add(millis)
}

/// A line without tags, positions and entities.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line.trim();
    while let Some(at) = rest.find(['<', '{']) {
        out.push_str(&rest[..at]);
        let close = if rest[at..].starts_with('<') { '>' } else { '}' };
        let inside = &rest[at + 1..];
        let is_mark =
            inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '\\') || c.is_ascii_digit());
        match inside.find(close) {
            Some(end) if is_mark => rest = &inside[end + 1..],
            _ => {
                out.push_str(&rest[at..=at]);
                rest = inside;
            }
        }
    }
    out.push_str(rest);
    // Marks of direction are no text.
    decode_references(&out).replace(['\u{200e}', '\u{200f}'], "").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Vec<String> {
        let (doc, _) = document(text);
        let time = |b: &Block| b.time.map(|t| format!("{}-{}", t.start, t.end)).unwrap_or_default();
        doc.blocks.iter().map(|b| format!("{} {}", time(b), b.span.of(&doc.text))).collect()
    }

    #[test]
    fn sentences_are_joined_and_speakers_parted() {
        let srt = "1\n00:00:01,000 --> 00:00:02,500\n{\\an8}<i>The bridge is closed</i>\nand nobody\n\n2\n00:00:02,600 --> 00:00:04,000\nknows why.\n\n\
                   3\n00:00:05,000 --> 00:00:06,000\n- Really?\n- Yes.\n\n4\n00:01:05,000 --> 00:01:06,000\n1984\n\n5\n00:01:09,000 --> 00:01:10,000\nFar & <3 away\n";
        assert!(is_subtitles(srt));
        assert_eq!(
            show(srt),
            [
                "1000-4000 The bridge is closed and nobody knows why.",
                "5000-6000 - Really?",
                "5000-6000 - Yes.",
                "65000-66000 1984",
                "69000-70000 Far & <3 away",
            ]
        );
    }

    #[test]
    fn an_empty_line_does_not_end_a_caption() {
        let srt = "1\n00:00:01,000 --> 00:00:03,000\n\nWe are leaving\n\nat &quot;dawn&quot;.\n\n2\n00:00:05,000 --> 00:00:07,000\n1984\n\n\
                   3\n00:00:08,000 --> 00:00:09,000\nPAUL: Where are you\n\nMARIE-LOUISE: Here.\n";
        assert_eq!(
            show(srt),
            [
                "1000-3000 We are leaving at \"dawn\".",
                "5000-7000 1984",
                "8000-9000 PAUL: Where are you",
                "8000-9000 MARIE-LOUISE: Here.",
            ]
        );
    }

    #[test]
    fn webvtt_is_read() {
        let vtt = "WEBVTT\n\nNOTE no\n\nSTYLE\n::cue {}\n\nintro\n01:02.5 --> 01:04.000 align:start\n<v Bob>Fish &amp; chips</v>\n\n00:02:00.000 --> 00:02:01.000\n\n";
        assert!(is_subtitles(vtt));
        assert_eq!(show(vtt), ["62500-64000 Fish & chips"]);
    }

    #[test]
    fn odd_times_do_no_harm() {
        for text in ["-->", "1 --> 2", "99999999999:00 --> 1", "00:00:00,é --> x", "a\n1:2:3,4567 --> 1\nx"] {
            let _ = document(text);
        }
    }
}
