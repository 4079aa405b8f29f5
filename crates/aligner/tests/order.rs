//! Texts in another order than their translation: matched across the order where crossings are asked for, else left
//! alone rather than paired by their place.

use calque_aligner::{AlignerSettings, Segment, align};
use calque_model::Model;
use calque_text::Lang;

/// Headword and body, in English and in French.
type Entry = (&'static str, &'static str, &'static str, &'static str);

fn segments<'a>(entries: &[(&'a str, &'a str)]) -> Vec<Segment<'a>> {
    let texts = entries.iter().flat_map(|(head, body)| [*head, *body]).filter(|text| !text.is_empty());
    texts.zip(0..).map(|(text, block)| Segment { text, block, ..Segment::default() }).collect()
}

/// The pairs of segments, without those alone.
fn pairs(entries: &[Entry], french: &[(&'static str, &'static str)], crossings: bool) -> Vec<(String, String)> {
    let english: Vec<_> = entries.iter().map(|e| (e.0, e.1)).collect();
    let (s, t) = (segments(&english), segments(french));
    let settings = AlignerSettings { crossings, ..AlignerSettings::default() };
    let found = align(&s, Lang::EN, &t, Lang::FR, Some(Model::embedded()), &settings);
    let text = |all: &[Segment<'_>], range: std::ops::Range<usize>| {
        all[range].iter().map(|s| s.text).collect::<Vec<_>>().join("|")
    };
    found.pairs().map(|b| (text(&s, b.source.clone()), text(&t, b.target.clone()))).collect()
}

#[test]
fn what_stands_in_another_order_is_matched_or_left_alone() {
    let glossary = [
        (
            "Barn",
            "A building in which hay and grain are kept.",
            "Grange",
            "Un bâtiment où l’on garde le foin et le grain.",
        ),
        ("Cellar", "A room below the house, cool and dark.", "Cave", "Une pièce sous la maison, fraîche et sombre."),
        ("Ladder", "Two long bars with steps between them.", "Échelle", "Deux longues barres reliées par des marches."),
        ("Mill", "A machine that grinds wheat into flour.", "Moulin", "Une machine qui réduit le blé en farine."),
        ("Oven", "A closed space where bread is baked.", "Four", "Un espace fermé où l’on cuit le pain."),
        ("Well", "A deep hole from which water is drawn.", "Puits", "Un trou profond d’où l’on tire de l’eau."),
        ("Wheel", "A round object that turns on an axle.", "Roue", "Un objet rond qui tourne sur un essieu."),
    ];
    let story = [
        (
            "",
            "The baker lit his ovens at three in the morning, long before the first trams.",
            "",
            "Le boulanger allumait ses fours à trois heures du matin, bien avant les premiers tramways.",
        ),
        (
            "",
            "His daughter studied medicine in Lyon and came home only at Christmas.",
            "",
            "Sa fille étudiait la médecine à Lyon et ne rentrait qu’à Noël.",
        ),
        (
            "",
            "In the cellar he kept forty bottles of cider that nobody was allowed to touch.",
            "",
            "Dans la cave il gardait quarante bouteilles de cidre auxquelles personne n’avait le droit de toucher.",
        ),
        (
            "",
            "The neighbours complained about the smoke, but they bought his bread all the same.",
            "",
            "Les voisins se plaignaient de la fumée, mais ils achetaient quand même son pain.",
        ),
    ];
    let mut sorted: Vec<(&str, &str)> = glossary.iter().map(|e| (e.2, e.3)).collect();
    sorted.sort_by_key(|(head, _)| head.replace('É', "E"));
    let reversed: Vec<(&str, &str)> = story.iter().rev().map(|e| (e.2, e.3)).collect();
    for (name, entries, french) in [("glossary", &glossary[..], sorted), ("story", &story[..], reversed)] {
        // A bead of several segments is right if they render each other, in whatever order.
        let right = |(s, t): &(String, String)| {
            let english_of =
                |t: &str| entries.iter().find_map(|e| if e.2 == t { Some(e.0) } else { (e.3 == t).then_some(e.1) });
            let mut english: Vec<&str> = s.split('|').collect();
            let mut rendered: Vec<&str> = t.split('|').filter_map(english_of).collect();
            english.sort_unstable();
            rendered.sort_unstable();
            english == rendered
        };
        let alone = pairs(entries, &french, false);
        let wrong: Vec<_> = alone.iter().filter(|pair| !right(pair)).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
        let crossed = pairs(entries, &french, true);
        let wrong: Vec<_> = crossed.iter().filter(|pair| !right(pair)).collect();
        let all = entries.iter().map(|e| 1 + usize::from(!e.0.is_empty())).sum::<usize>();
        let found: usize = crossed.iter().filter(|pair| right(pair)).map(|(s, _)| s.split('|').count()).sum();
        assert!(wrong.is_empty() && 10 * found >= 8 * all, "{name}: {found} of {all}; wrong: {wrong:?}");
    }
}

/// The shapes of all beads of lines.
fn shapes(english: &[&str], french: &[&str], crossings: bool) -> Vec<(usize, usize)> {
    fn side<'a>(texts: &[&'a str]) -> Vec<Segment<'a>> {
        texts.iter().zip(0..).map(|(text, block)| Segment { text, block, ..Segment::default() }).collect()
    }
    let settings = AlignerSettings { crossings, ..AlignerSettings::default() };
    let (s, t) = (side(english), side(french));
    let found = align(&s, Lang::EN, &t, Lang::FR, Some(Model::embedded()), &settings);
    found.beads.iter().map(|b| (b.source.len(), b.target.len())).collect()
}

#[test]
fn a_near_twin_that_is_not_translated_stays_alone() {
    let english = [
        "Open the left door.",
        "Open the right door.",
        "Close the left door.",
        "Close the right door.",
        "Ring the bell.",
    ];
    let french =
        ["Ouvrez la porte de gauche.", "Ouvrez la porte de droite.", "Fermez la porte de droite.", "Sonnez la cloche."];
    assert_eq!(shapes(&english, &french, false), [(1, 1), (1, 1), (1, 0), (1, 1), (1, 1)]);
    assert_eq!(shapes(&french, &english, false), [(1, 1), (1, 1), (0, 1), (1, 1), (1, 1)]);
    // Letters alone do not tell whether this is one sentence or two; words do.
    let english =
        ["Turn on the lamp.", "Turn off the lamp.", "Turn on the fan.", "Turn off the fan.", "Turn on the radio."];
    let french = ["Allumez la lampe.", "Éteignez la lampe.", "Éteignez le ventilateur.", "Allumez la radio."];
    assert_eq!(shapes(&english, &french, false).iter().filter(|shape| **shape == (1, 0)).count(), 1);
    // Both are told in one.
    let english = ["Open the left door.", "Open the right door.", "Ring the bell."];
    let french = ["Ouvrez la porte de gauche, puis ouvrez la porte de droite.", "Sonnez la cloche."];
    assert_eq!(shapes(&english, &french, false), [(2, 1), (1, 1)]);
}
