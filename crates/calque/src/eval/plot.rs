//! A picture of an alignment beside its gold, as SVG.
//!
//! Source segments run down, target segments across; a bead is the rectangle of
//! its segments. What is right, missed and wrong differs in colour, in shape
//! and in the order of drawing, errors on top, so that it can be told apart in
//! black and white too and on the crowded diagonal of a long text, where marks
//! keep a least size. Unaligned segments have a margin of their own on either
//! side. Every mark names its segments to whoever points at it. The picture
//! needs nothing from outside, and text in it is escaped.

use super::beads::{Beads, Linked};
use calque_text::escape::html as esc;
use std::fmt::Write as _;

/// Pixels of the longer side of the matrix.
const SIZE: f64 = 800.0;
/// A segment takes at most so many pixels.
const LARGEST_CELL: f64 = 28.0;
/// The shorter side of the matrix takes at least so many.
const NARROWEST: f64 = 120.0;
/// No mark is smaller.
const LEAST_MARK: f64 = 3.0;
/// Width of the margin for unaligned segments.
const MARGIN: f64 = 14.0;
/// Between the margin and the matrix.
const GAP: f64 = 6.0;
/// Left of the margin: the numbers of the source segments.
const LEFT: f64 = 84.0;
/// Above the margin: title and legend.
const TOP: f64 = 104.0;
/// At least so wide, for title and legend.
const NARROWEST_PAGE: f64 = 480.0;

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Plot<'a> {
    /// Stands above.
    pub title: &'a str,
    /// What to call the source.
    pub source: &'a str,
    /// What to call the target.
    pub target: &'a str,
    /// Segments of the source and of the target, if known; the beads may need more.
    pub segments: (usize, usize),
    /// What is right.
    pub gold: &'a Beads,
    /// What was found.
    pub found: &'a Beads,
}

/// A class of marks.
struct Class {
    name: &'static str,
    about: &'static str,
    label: &'static str,
}

const RIGHT: Class = Class { name: "right", about: "right", label: "right" };
const MISSED: Class = Class { name: "missed", about: "missed", label: "missed (in the gold alone)" };
const WRONG: Class = Class { name: "wrong", about: "wrong", label: "wrong (found, not in the gold)" };

const STYLE: &str = "text{font:13px system-ui,sans-serif;fill:#222}\
.title{font-size:16px;font-weight:600}.small{font-size:11px;fill:#555}\
.frame{fill:none;stroke:#888}.grid{stroke:#e4e4e4}.margin{fill:#f4f4f4}\
.right{fill:#0072b2}.missed{fill:none;stroke:#e69f00;stroke-width:2}\
.wrong{fill:none;stroke:#b0004a;stroke-width:2}";

/// Draws it.
pub fn svg(plot: &Plot<'_>) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = draw(plot, &mut out);
    out
}

/// Where segments lie on the page.
struct Scale {
    cell: (f64, f64),
    size: (f64, f64),
    origin: (f64, f64),
}

impl Scale {
    fn new(rows: usize, columns: usize) -> Self {
        let (rows, columns) = (rows.max(1) as f64, columns.max(1) as f64);
        let cell = (SIZE / rows.max(columns)).min(LARGEST_CELL);
        let size = ((columns * cell).max(NARROWEST), (rows * cell).max(NARROWEST));
        Self { cell: (size.0 / columns, size.1 / rows), size, origin: (LEFT + MARGIN + GAP, TOP + MARGIN + GAP) }
    }

    /// The box of a bead: left, top, width, height; an empty side lies in the margin.
    fn place(&self, bead: &Linked) -> (f64, f64, f64, f64) {
        let along = |segments: &[usize], cell: f64, origin: f64| match (segments.first(), segments.last()) {
            (Some(&first), Some(&last)) => {
                let (start, length) = (origin + first as f64 * cell, (last - first + 1) as f64 * cell);
                // A hair of air between neighbours, and never too small to see.
                let air = (cell * 0.1).min(1.5);
                let seen = (length - 2.0 * air).max(LEAST_MARK);
                (start + (length - seen) / 2.0, seen)
            }
            _ => (origin - GAP - MARGIN + 2.0, MARGIN - 4.0),
        };
        let (x, width) = along(&bead.target, self.cell.0, self.origin.0);
        let (y, height) = along(&bead.source, self.cell.1, self.origin.1);
        (x, y, width, height)
    }
}

fn draw(plot: &Plot<'_>, out: &mut String) -> std::fmt::Result {
    let (gold, found) = (plot.gold.extent(), plot.found.extent());
    let rows = plot.segments.0.max(gold.0).max(found.0);
    let columns = plot.segments.1.max(gold.1).max(found.1);
    let scale = Scale::new(rows, columns);
    let (x0, y0) = scale.origin;
    let (width, height) = scale.size;
    let page = ((x0 + width + 24.0).max(NARROWEST_PAGE), y0 + height + 40.0);
    let only = |beads: &Beads, in_other: bool, other: &Beads| -> Vec<Linked> {
        beads.iter().filter(|b| other.has(b) == in_other).cloned().collect()
    };
    let classes = [
        (RIGHT, only(plot.found, true, plot.gold)),
        (MISSED, only(plot.gold, false, plot.found)),
        (WRONG, only(plot.found, false, plot.gold)),
    ];

    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {w:.0} {h:.0}\" width=\"{w:.0}\" height=\"{h:.0}\" role=\"img\">",
        w = page.0,
        h = page.1
    )?;
    let counts = format!("{} right, {} missed, {} wrong", classes[0].1.len(), classes[1].1.len(), classes[2].1.len());
    writeln!(out, "<title>{}</title>", esc(plot.title))?;
    writeln!(out, "<desc>{rows} source segments down, {columns} target segments across; beads: {counts}.</desc>")?;
    writeln!(out, "<style>{STYLE}</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>")?;
    writeln!(out, "<text class=\"title\" x=\"16\" y=\"28\">{}</text>", esc(&clip(plot.title)))?;
    legend(&classes, out)?;

    // Margins, grid and frame.
    for (x, y, wide, high) in [(x0 - GAP - MARGIN, y0, MARGIN, height), (x0, y0 - GAP - MARGIN, width, MARGIN)] {
        writeln!(
            out,
            "<rect class=\"margin\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{wide:.1}\" height=\"{high:.1}\"><title>unaligned segments</title></rect>"
        )?;
    }
    for i in (0..rows).step_by(step(rows)) {
        let y = y0 + i as f64 * scale.cell.1;
        writeln!(out, "<line class=\"grid\" x1=\"{x0:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>", x0 + width)?;
        let x = x0 - GAP - MARGIN - 6.0;
        let middle = y + (scale.cell.1 / 2.0).min(8.0) + 4.0;
        writeln!(out, "<text class=\"small\" x=\"{x:.1}\" y=\"{middle:.1}\" text-anchor=\"end\">{i}</text>")?;
    }
    for j in (0..columns).step_by(step(columns)) {
        let x = x0 + j as f64 * scale.cell.0;
        writeln!(out, "<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{y0:.1}\" y2=\"{:.1}\"/>", y0 + height)?;
        let middle = x + (scale.cell.0 / 2.0).min(14.0);
        writeln!(
            out,
            "<text class=\"small\" x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{j}</text>",
            y0 + height + 14.0
        )?;
    }
    writeln!(out, "<rect class=\"frame\" x=\"{x0:.1}\" y=\"{y0:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>")?;
    let down = y0 + height / 2.0;
    writeln!(
        out,
        "<text x=\"24\" y=\"{down:.1}\" text-anchor=\"middle\" transform=\"rotate(-90 24 {down:.1})\">{}</text>",
        esc(&clip(plot.source))
    )?;
    writeln!(
        out,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
        x0 + width / 2.0,
        y0 + height + 32.0,
        esc(&clip(plot.target))
    )?;

    for (class, beads) in &classes {
        writeln!(out, "<g class=\"{}\">", class.name)?;
        for bead in beads {
            mark(class, &scale, bead, out)?;
        }
        out.push_str("</g>\n");
    }
    out.push_str("</svg>\n");
    Ok(())
}

/// Right is filled, missed a hollow box, wrong a cross.
fn mark(class: &Class, scale: &Scale, bead: &Linked, out: &mut String) -> std::fmt::Result {
    let (mut x, mut y, mut width, mut height) = scale.place(bead);
    let errs = class.name != RIGHT.name;
    if errs {
        // Errors stand out of the diagonal.
        for (at, length) in [(&mut x, &mut width), (&mut y, &mut height)] {
            let more = (2.0 * LEAST_MARK - *length).max(0.0);
            *at -= more / 2.0;
            *length += more;
        }
    }
    let (right, bottom) = (x + width, y + height);
    if class.name == WRONG.name {
        write!(out, "<path d=\"M{x:.1} {y:.1}L{right:.1} {bottom:.1}M{x:.1} {bottom:.1}L{right:.1} {y:.1}\">")?;
    } else {
        write!(out, "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\">")?;
    }
    let name = |segments: &[usize]| match (segments.first(), segments.last()) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) => format!("{a}–{b}"),
        _ => "nothing".to_owned(),
    };
    write!(out, "<title>{}: {} to {}</title>", class.about, name(&bead.source), name(&bead.target))?;
    out.push_str(if class.name == WRONG.name { "</path>\n" } else { "</rect>\n" });
    Ok(())
}

fn legend(classes: &[(Class, Vec<Linked>); 3], out: &mut String) -> std::fmt::Result {
    for (i, (class, beads)) in classes.iter().enumerate() {
        let y = 44.0 + 18.0 * i as f64;
        write!(out, "<g class=\"{}\">", class.name)?;
        if class.name == WRONG.name {
            write!(out, "<path d=\"M18 {y:.1}l10 10m-10 0l10 -10\"/>")?;
        } else {
            write!(out, "<rect x=\"18\" y=\"{y:.1}\" width=\"10\" height=\"10\"/>")?;
        }
        writeln!(out, "</g><text x=\"36\" y=\"{:.1}\">{} {}</text>", y + 10.0, beads.len(), class.label)?;
    }
    Ok(())
}

/// Every so many segments there is a number: 1, 2 or 5 times a power of ten, for about ten of them.
fn step(segments: usize) -> usize {
    let mut step = 1;
    loop {
        for factor in [1, 2, 5] {
            if segments / (step * factor) <= 12 {
                return step * factor;
            }
        }
        step *= 10;
    }
}

/// The end of a long name, which says more than its beginning.
fn clip(name: &str) -> String {
    const LONGEST: usize = 60;
    let length = name.chars().count();
    if length <= LONGEST {
        return name.to_owned();
    }
    std::iter::once('…').chain(name.chars().skip(length - LONGEST + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(title: &str, gold: &[(&[usize], &[usize])], found: &[(&[usize], &[usize])]) -> String {
        let beads = |list: &[(&[usize], &[usize])]| -> Beads {
            list.iter().map(|(s, t)| Linked::new(s.to_vec(), t.to_vec())).collect()
        };
        let (gold, found) = (beads(gold), beads(found));
        svg(&Plot { title, source: "s<.txt", target: "t&.txt", segments: (3, 3), gold: &gold, found: &found })
    }

    #[test]
    fn every_bead_is_drawn_once_in_its_class() {
        let page = drawn(
            "three",
            &[(&[0], &[0]), (&[1, 2], &[1]), (&[], &[2])],
            &[(&[0], &[0]), (&[1], &[1]), (&[2], &[]), (&[], &[2])],
        );
        let titles: Vec<&str> =
            page.split("<title>").skip(2).filter_map(|t| t.split_once("</title>")).map(|t| t.0).collect();
        let marks: Vec<&str> = titles.into_iter().filter(|t| t.contains(" to ")).collect();
        assert_eq!(
            marks,
            ["right: nothing to 2", "right: 0 to 0", "missed: 1–2 to 1", "wrong: 1 to 1", "wrong: 2 to nothing"]
        );
        assert!(page.contains("2 right, 1 missed, 2 wrong"), "{page}");
    }

    #[test]
    fn names_are_text_whatever_they_are() {
        let page = drawn("<script>\"&'\u{1}", &[(&[0], &[0])], &[]);
        assert!(page.contains("&lt;script&gt;&quot;&amp;&#39;\u{fffd}") && !page.contains("<script"), "{page}");
        assert!(page.contains("s&lt;.txt") && page.contains("t&amp;.txt"));
    }

    #[test]
    fn long_texts_stay_on_the_page_and_marks_can_be_seen() {
        let gold: Vec<Linked> = (0..2000).map(|i| Linked::new(vec![i], vec![i])).collect();
        let gold: Beads = gold.into_iter().collect();
        let empty = Beads::default();
        let page = svg(&Plot { title: "", source: "", target: "", segments: (0, 0), gold: &gold, found: &empty });
        let size = page.split("viewBox=\"0 0 ").nth(1).and_then(|v| v.split('"').next()).expect("a size");
        assert!(size.split(' ').all(|n| n.parse::<f64>().is_ok_and(|n| n < 1000.0)), "{size}");
        let last = page.rsplit("<rect ").next().expect("a mark");
        assert!(last.contains("width=\"6.0\" height=\"6.0\""), "{last}");
        let numbers = page.matches("text-anchor=\"end\"").count();
        assert!((5..=13).contains(&numbers), "{numbers}");
    }

    #[test]
    fn numbers_are_round() {
        assert_eq!([0, 3, 12, 13, 100, 2000, 1_000_000].map(step), [1, 1, 1, 2, 10, 200, 100_000]);
    }
}
