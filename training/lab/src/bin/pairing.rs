//! What documents have in common, for learning the weights of [`calque_aligner::pairing`].
//!
//!     cargo run --release -p calque-lab --bin pairing -- fr DIR en DIR > features.tsv
//!
//! Files of the same name in both folders are translations. A line is a pair of files: 1 if they are
//! translations, else 0; the places of the two; then the measures.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use calque_aligner::pairing::{Document, Profile, likenesses};
use calque_model::Model;
use calque_text::Lang;

fn read(lang: &str, folder: &str) -> (Vec<String>, Vec<Profile>) {
    let lang: Lang = lang.parse().unwrap();
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    let profile = |p: &std::path::PathBuf| {
        let text = std::fs::read_to_string(p).unwrap();
        Profile::new(&text, lang, Some(Model::embedded()))
    };
    let profiles = paths.iter().map(profile).collect();
    (paths.iter().map(|p| p.file_name().unwrap().to_string_lossy().into_owned()).collect(), profiles)
}

fn documents((names, profiles): &(Vec<String>, Vec<Profile>)) -> Vec<Document<'_>> {
    names.iter().zip(profiles).map(|(name, profile)| Document { name, profile: Some(profile) }).collect()
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [sl, sd, tl, td] = args.as_slice() else { panic!("give LANG DIR LANG DIR") };
    let (sources, targets) = (read(sl, sd), read(tl, td));
    let (s, t) = (documents(&sources), documents(&targets));
    for (i, j, l) in likenesses(&s, &t) {
        let same = u8::from(s[i].name == t[j].name);
        println!("{same}\t{i}\t{j}\t{}\t{}\t{}\t{}", l.whole.unwrap_or(0.0), l.parts.unwrap_or(0.0), l.facts, l.length);
    }
}
