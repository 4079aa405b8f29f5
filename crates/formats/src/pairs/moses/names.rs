//! The names of such files: which language a file is in, and which file is its partner.

use crate::error::{InputError, InputProblem};
use crate::input::bare;
use calque_text::Lang;
use std::path::{Path, PathBuf};

/// The language at the end of a file name: French for `news.en-fr.fr.gz`.
pub(crate) fn lang_of(path: &Path) -> Option<Lang> {
    let name = path.file_name()?.to_str()?;
    extension(bare(name)).and_then(|(_, ext)| language(ext))
}

fn language(ext: &str) -> Option<Lang> {
    let lower = (2..=3).contains(&ext.len()) && ext.bytes().all(|b| b.is_ascii_lowercase());
    lower.then(|| ext.parse().ok()).flatten()
}

fn extension(name: &str) -> Option<(&str, &str)> {
    name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())
}

/// Both languages of `en-fr`.
fn pair(text: &str) -> Option<(&str, &str)> {
    text.split_once('-').filter(|(a, b)| language(a).is_some() && language(b).is_some())
}

/// Whether a name has the form of these files: it ends in `.en-fr.en`.
pub(crate) fn is_name(name: &str) -> bool {
    let parts = extension(bare(name)).and_then(|(stem, ext)| Some((pair(stem.rsplit('.').next()?)?, ext)));
    parts.is_some_and(|((a, b), ext)| ext == a || ext == b)
}

/// The path of the partner of a file. Errors: there is none, or more than one candidate.
pub(crate) fn partner(path: &Path) -> Result<PathBuf, InputError> {
    let fail = |what: String| InputError::new(path.display().to_string(), InputProblem::Record(what));
    let full = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
    let name = bare(full);
    let Some((stem, ext)) = extension(name) else {
        return Err(fail("its name says no language, so its partner cannot be found; name both files".into()));
    };
    let named = stem.rsplit('.').next().and_then(pair).filter(|(a, b)| *a == ext || *b == ext);
    if let Some((a, b)) = named {
        let other = if a == ext { b } else { a };
        let found = ["", ".gz", ".zst"]
            .iter()
            .map(|end| path.with_file_name(format!("{stem}.{other}{end}")))
            .find(|p| p.exists());
        return found.ok_or_else(|| fail(format!("its partner {stem}.{other} is missing")));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut others = Vec::new();
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let file = entry.file_name();
        let Some(file) = file.to_str().filter(|f| *f != full) else { continue };
        if extension(bare(file)).is_some_and(|(s, e)| s == stem && e != ext && language(e).is_some()) {
            others.push(path.with_file_name(file));
        }
    }
    match others.len() {
        1 => Ok(others.remove(0)),
        0 => Err(fail(format!("no file {stem}.LANGUAGE lies beside it to pair with"))),
        _ => Err(fail(format!("several files {stem}.LANGUAGE lie beside it; name both files"))),
    }
}

/// The stem with the language pair, in alphabetical order as in OPUS: `news.en-fr`; unchanged if it ends
/// in the pair.
pub(crate) fn with_langs(stem: &str, source: Lang, target: Lang) -> String {
    let (a, b) = (source.min(target), source.max(target));
    let has = stem
        .rsplit('.')
        .next()
        .and_then(pair)
        .is_some_and(|(x, y)| [x.parse(), y.parse()] == [Ok(a), Ok(b)] || [x.parse(), y.parse()] == [Ok(b), Ok(a)]);
    if has { stem.to_owned() } else { format!("{stem}.{a}-{b}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Input;
    use crate::pairs::PairReader;

    #[test]
    fn partners_are_found_by_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, text: &str| {
            std::fs::write(folder.path().join(name), text).expect("writes");
            folder.path().join(name)
        };
        let english = file("n.en-fr.en", "a\r\n\nb");
        file("n.en-fr.fr", "x\n\u{85}y\nz\n");
        let pairs: Vec<_> =
            PairReader::open(&Input::from_arg(english)).expect("opens").map(|p| p.expect("a pair")).collect();
        let lines: Vec<_> = pairs.iter().map(|p| (p.source.as_str(), p.target.as_str())).collect();
        assert_eq!(lines, [("a", "x"), ("", "\u{85}y"), ("b", "z")]);
        assert_eq!((pairs[0].source_lang, pairs[0].target_lang), (Some(Lang::EN), Some(Lang::FR)));
        let short = file("m.fr-en.fr", "a\nb\nc\n");
        file("m.fr-en.en", "a\n");
        let error = PairReader::open(&Input::from_arg(short))
            .expect("opens")
            .collect::<Result<Vec<_>, _>>()
            .expect_err("uneven");
        assert!(error.to_string().contains("m.fr-en.fr:2: the two files have 3 and 1 lines"), "{error}");
        for (name, said) in [("o.en-fr.en", "o.en-fr.fr is missing"), ("p.en", "no file p.LANGUAGE")] {
            let error = partner(&file(name, "a")).expect_err("alone");
            assert!(error.to_string().contains(said), "{error}");
        }
        let plain = file("q.de", "");
        file("q.fr.gz", "");
        assert!(partner(&plain).is_ok_and(|p| p.ends_with("q.fr.gz")));
        assert!(!is_name("news.en-fr.tsv") && !is_name("en-fr") && is_name("x.fr-en.fr.gz"));
    }
}
