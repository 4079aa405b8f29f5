//! Vectors of an ONNX file; and what is said where Calque was built without the feature.

use crate::common::{Folder, Run, calque, finished};

fn run(args: &[&str]) -> Run {
    finished(calque(args).output().expect("it runs"))
}

/// A file of the tests of `calque-others`.
fn data(name: &str) -> String {
    format!("{}/../others/tests/data/onnx/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_file_and_a_server_are_not_asked_at_once() {
    let folder = Folder::new("vectors-both");
    let text = folder.file("a.txt", "One.\nTwo.\n");
    let settings = folder.file("calque.toml", "[vectors]\nurl = \"http://127.0.0.1:9/v1\"\nonnx = \"m.onnx\"\n");
    let got = run(&["align", &text, &text, "--vectors", "--settings", &settings]);
    assert_eq!(got.status, Some(2));
    assert!(got.err.contains("names a server (url) and a file (onnx)"), "{got:?}");
    let got = run(&["align", &text, &text, "--vectors", "--vectors-onnx", "m.onnx", "--vectors-url", "http://x/v1"]);
    assert_eq!(got.status, Some(2));
    assert!(got.err.contains("cannot be used with"), "{got:?}");
}

#[cfg(not(feature = "onnx"))]
#[test]
fn without_the_feature_the_remedy_is_said() {
    let folder = Folder::new("vectors-no-onnx");
    let text = folder.file("a.txt", "One.\nTwo.\n");
    let got = run(&["align", &text, &text, "--vectors", "--vectors-onnx", &data("tokens.onnx")]);
    assert_eq!(got.status, Some(2));
    assert!(got.err.contains("built without the feature onnx") && got.err.contains("--features onnx"), "{got:?}");
}

#[cfg(feature = "onnx")]
mod with {
    use super::{data, run};
    use crate::common::Folder;

    /// Ten sentences in a language that no model knows, and their translations; the last word is the key.
    const SOURCE: &str = "ba be bi one\nbo bu by two\nca ce ci three\nco cu cy four\nda de di five\n\
                          do du dy six\nfa fe fi seven\nfo fu fy eight\nga ge gi nine\ngo gu gy ten\n";
    const TARGET: &str = "ha he hi one\nho hu hy two\nja je ji three\njo ju jy four\nxa xe xi zero\nla le li five\n\
                          lo lu ly six\nma me mi seven\nmo mu my eight\nna ne ni nine\nno nu ny ten\n";

    #[test]
    fn sentences_are_paired_by_the_vectors_of_a_file() {
        let folder = Folder::new("vectors-onnx");
        let (source, target) = (folder.file("a.txt", SOURCE), folder.file("b.txt", TARGET));
        let settings = format!(
            "[vectors]\nonnx = \"{}\"\ntokenizer = \"{}\"\nbatch = 4\n",
            data("tokens.onnx"),
            data("unigram.json")
        );
        let settings = folder.file("calque.toml", settings);
        let languages = ["--source-lang", "sw", "--target-lang", "fi"];
        let args = ["align", &source, &target, "--lines", "--format", "vecalign", "--log", "info"];
        let args = [&args[..], &languages, &["--vectors", "--settings", &settings]].concat();
        let got = run(&args);
        assert_eq!(got.status, Some(0), "{got:?}");
        let beads: Vec<&str> = got.out.lines().map(|l| l.rsplit_once(':').map_or(l, |(bead, _)| bead)).collect();
        let shifted = (4..10).all(|i| beads.contains(&format!("[{i}]:[{}]", i + 1).as_str()));
        assert!(shifted && beads.contains(&"[0]:[0]") && beads.contains(&"[]:[4]"), "{beads:?}");
        // Whose vectors they are is said, with the hash of the file.
        assert!(got.err.contains("vectors of ") && got.err.contains("tokens.onnx (sha256 "), "{got:?}");
        let threads = |n: &str| {
            let mut command = crate::common::calque(&args);
            command.env("RTEN_NUM_THREADS", n).env("RAYON_NUM_THREADS", n);
            crate::common::finished(command.output().expect("it runs")).out
        };
        assert_eq!((threads("1"), threads("4")), (got.out.clone(), got.out));
    }

    #[test]
    fn what_is_missing_or_odd_ends_with_a_remedy() {
        let folder = Folder::new("vectors-onnx-odd");
        let text = folder.file("a.txt", "One.\nTwo.\n");
        let said = |model: &str, tokenizer: &str, what: &str| {
            let options = ["--vectors", "--vectors-onnx", model, "--vectors-tokenizer", tokenizer];
            let got = run(&[&["align", &text, &text], &options[..]].concat());
            assert_eq!(got.status, Some(2), "{got:?}");
            assert!(got.err.contains(what) && got.err.contains("help:"), "{got:?}");
        };
        let (model, tokenizer) = (data("tokens.onnx"), data("unigram.json"));
        said("no/such.onnx", &tokenizer, "no/such.onnx");
        said(&model, "no/such.json", "no/such.json");
        said(&folder.path("."), &tokenizer, "is a folder");
        said(&tokenizer, &tokenizer, "is no ONNX model");
        said(&data("picture.onnx"), &tokenizer, "wants an input `pixel_values`");
        said(&data("flat.onnx"), &tokenizer, "has the shape");
        said(&model, &model, "is no JSON");
    }

    #[test]
    fn the_tokenizer_is_found_beside_the_file_or_above() {
        let folder = Folder::new("vectors-onnx-near");
        let text = folder.file("a.txt", "One.\nTwo.\n");
        std::fs::create_dir_all(folder.path("m/onnx")).expect("a folder");
        std::fs::copy(data("beside.onnx"), folder.path("m/onnx/beside.onnx")).expect("a copy");
        std::fs::copy(data("beside.onnx.data"), folder.path("m/onnx/beside.onnx.data")).expect("a copy");
        let args = ["align", &text, &text, "--vectors", "--vectors-onnx", &folder.path("m/onnx/beside.onnx")];
        let got = run(&args);
        assert!(got.status == Some(2) && got.err.contains("m/onnx/tokenizer.json"), "{got:?}");
        std::fs::copy(data("unigram.json"), folder.path("m/tokenizer.json")).expect("a copy");
        let got = run(&args);
        assert_eq!(got.status, Some(0), "{got:?}");
    }
}
