//! Lines of dialogue of Advanced SubStation Alpha and SubStation Alpha (ass, ssa).

use super::{Cue, clock};
use calque_text::{Account, LeftOutReason, TimeSpan};

/// Whether a text is such a script.
pub(super) fn is_ass(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}').trim_start();
    head.get(..13).is_some_and(|h| h.eq_ignore_ascii_case("[script info]"))
}

/// The captions in the order of their times; what is drawn and not written is counted, as comments are. Copies of a
/// line that lie under it for its outline are read once.
pub(super) fn cues(source: &str, account: &mut Account) -> Vec<Cue> {
    let (mut cues, mut columns) = (Vec::<Cue>::new(), None);
    for line in source.lines() {
        let Some((name, rest)) = line.trim_start().split_once(':') else { continue };
        match name {
            "Format" => columns = Columns::of(rest).or(columns),
            "Dialogue" => {
                let Some((time, text)) = columns.unwrap_or_default().read(rest) else {
                    account.add(LeftOutReason::Unknown, rest);
                    continue;
                };
                let lines = lines(text, account);
                if lines.iter().any(|l| !l.is_empty()) {
                    cues.push(Cue { time, lines });
                }
            }
            "Comment" => {
                let text = columns.unwrap_or_default().read(rest).map_or(rest, |(_, text)| text);
                lines(text, account).iter().for_each(|l| account.add(LeftOutReason::Comment, l));
            }
            _ => {}
        }
    }
    cues.sort_by_key(|cue| cue.time.start);
    cues.dedup_by(|b, a| {
        let copy = a.time == b.time && a.lines == b.lines;
        if copy {
            b.lines.iter().for_each(|l| account.add(LeftOutReason::Copy, l));
        }
        copy
    });
    cues
}

/// The places of the fields in a line of dialogue.
#[derive(Clone, Copy)]
struct Columns {
    start: usize,
    end: usize,
    text: usize,
}

impl Default for Columns {
    fn default() -> Self {
        Self { start: 1, end: 2, text: 9 }
    }
}

impl Columns {
    fn of(format: &str) -> Option<Self> {
        let at = |name: &str| format.split(',').position(|f| f.trim().eq_ignore_ascii_case(name));
        Some(Self { start: at("Start")?, end: at("End")?, text: at("Text")? })
    }

    /// The times and the text, which is last and may hold commas.
    fn read(self, line: &str) -> Option<(TimeSpan, &str)> {
        let fields: Vec<&str> = line.splitn(self.text + 1, ',').collect();
        let time = |at: usize| clock(fields.get(at)?.trim());
        let (start, end) = (time(self.start)?, time(self.end)?);
        Some((TimeSpan { start, end: end.max(start) }, fields.get(self.text)?))
    }
}

/// The lines of a text without its codes; drawings (`{\p1}`) are counted.
fn lines(text: &str, account: &mut Account) -> Vec<String> {
    let (mut words, mut drawn, mut draws) = (String::new(), String::new(), false);
    let mut rest = text;
    loop {
        let open = rest.find('{').filter(|&at| rest[at..].contains('}')).unwrap_or(rest.len());
        if draws { &mut drawn } else { &mut words }.push_str(&rest[..open]);
        let Some((codes, after)) = rest.get(open + 1..).and_then(|r| r.split_once('}')) else { break };
        for code in codes.split('\\') {
            if let Some(scale) =
                code.strip_prefix('p').filter(|s| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit()))
            {
                draws = scale.bytes().any(|b| b != b'0');
            }
        }
        rest = after;
    }
    account.add(LeftOutReason::Hidden, &drawn);
    let words = words.replace("\\h", "\u{a0}").replace("\\n", " ").replace(['\u{200e}', '\u{200f}'], "");
    words.split("\\N").map(|line| line.trim_matches([' ', '\t']).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use crate::document::subtitles::{document, is_subtitles};

    #[test]
    fn dialogue_is_read_in_the_order_of_its_times() {
        let source = "[Script Info]\nTitle: no\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: Default,Arial\n\n[Events]\n\
                      Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n\
                      Dialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,{\\an8\\fad(1,2)}Yes, {\\i1}of course{\\i0}.\\NNow.\n\
                      Comment: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,check this\n\
                      Dialogue: 1,0:00:01.50,0:00:02.50,Default,,0,0,0,,{\\k20}Real{\\k30}ly?\n\
                      Dialogue: 0,0:00:01.50,0:00:02.50,Default,,0,0,0,,{\\bord3}Really?\n\
                      Dialogue: 0,0:00:01.50,0:00:02.50,Default,,0,0,0,,{\\p1}m 0 0 l 1 1{\\p0}\n";
        assert!(is_subtitles(source));
        let (doc, account) = document(source);
        let blocks: Vec<_> =
            doc.blocks.iter().map(|b| (b.span.of(&doc.text), b.time.map(|t| (t.start, t.end)))).collect();
        assert_eq!(blocks, [("Really?", Some((1500, 2500))), ("Yes, of course. Now.", Some((5000, 6000)))]);
        let words: Vec<_> = account.entries().iter().map(|e| (e.why.in_words(), e.words)).collect();
        assert_eq!(words, [("in comments", 2), ("as hidden", 6), ("in copies", 1)]);
    }
}
