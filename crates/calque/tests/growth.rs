//! Costs grow with the length of a document, not with its square: counted in allocations, which do not
//! depend on the clock or the machine. A program of its own, since it sets the allocator that counts.

use calque::{Input, Settings, check};
use std::fmt::Write as _;

/// A text of `count` paragraphs, no two alike, every second one in quotation marks.
fn text(count: usize, templates: [&str; 3], marks: [&str; 2]) -> String {
    let mut text = String::new();
    for k in 0..count {
        let sentence =
            templates[k % 3].replace("{a}", &(1000 + 37 * k).to_string()).replace("{b}", &(7 * k).to_string());
        let [open, close] = if k % 2 == 0 { ["", ""] } else { marks };
        writeln!(text, "{open}{sentence}{close}\n").expect("a string");
    }
    text
}

const ENGLISH: [&str; 3] = [
    "The council bought {a} chairs and sold {b} tables.",
    "In house {a} the water rose by {b} metres.",
    "We counted {a} birds on the lake, and {b} of them were white.",
];
const FRENCH: [&str; 3] = [
    "Le conseil a acheté {a} chaises et vendu {b} tables.",
    "Dans la maison {a}, l’eau est montée de {b} mètres.",
    "Nous avons compté {a} oiseaux sur le lac, dont {b} étaient blancs.",
];

/// Allocations and bytes of a check of so many paragraphs.
fn cost(count: usize) -> (u64, u64) {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        Input::from_arg(path.to_str().expect("a path"))
    };
    let source = write("a.en.txt", text(count, ENGLISH, ["“", "”"]));
    let target = write("a.fr.txt", text(count, FRENCH, ["« ", " »"]));
    let mut pairs = 0;
    let counted = allocation_counter::measure(|| {
        let report = check(&source, &target, &Settings::default()).expect("a report");
        pairs = report.alignment.pairs().count();
    });
    assert!(pairs * 10 > count * 9, "{pairs} pairs of {count}");
    (counted.count_total, counted.bytes_total)
}

#[test]
fn four_times_the_text_costs_at_most_about_four_times_as_much() {
    // What is counted is the work of this thread, so there must be no other.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build().expect("a pool");
    pool.install(|| {
        cost(30); // the model and the lists are read once
        let (short, long) = (cost(200), cost(800));
        for (what, short, long) in [("allocations", short.0, long.0), ("bytes", short.1, long.1)] {
            let growth = long as f64 / short as f64;
            assert!((2.0..5.0).contains(&growth), "{what}: {short}, then {long}: {growth:.1} times as many");
        }
    });
}
