//! Titles before names: *Mr*, *le président*, *Foreign Minister*.

use crate::Span;
use crate::facts::view::View;

/// Whether a word in lower case is a title before names.
pub(crate) fn is_title(norm: &str) -> bool {
    matches!(
        norm,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "dr"
            | "prof"
            | "sir"
            | "lord"
            | "lady"
            | "sen"
            | "rep"
            | "gov"
            | "gen"
            | "col"
            | "lt"
            | "sgt"
            | "capt"
            | "rev"
            | "hon"
            | "jr"
            | "m"
            | "mm"
            | "mme"
            | "mmes"
            | "mlle"
            | "me"
            | "mgr"
            | "pr"
            | "monsieur"
            | "madame"
            | "mademoiselle"
            | "président"
            | "présidente"
            | "president"
            | "ministre"
            | "minister"
            | "premier"
            | "prime"
            | "king"
            | "queen"
            | "prince"
            | "princess"
            | "princesse"
            | "roi"
            | "reine"
            | "pape"
            | "pope"
            | "senator"
            | "sénateur"
            | "governor"
            | "gouverneur"
            | "judge"
            | "juge"
            | "justice"
            | "general"
            | "général"
            | "secretary"
            | "chancellor"
            | "chancelier"
            | "chancelière"
            | "doctor"
            | "docteur"
            | "professor"
            | "professeur"
            | "foreign"
            | "defense"
            | "defence"
            | "vice"
            | "chief"
            | "chef"
            | "mayor"
            | "maire"
    )
}

/// Whether token `i` is a title before a name.
pub(crate) fn title(view: &View, i: usize) -> bool {
    is_title(view.norm(i)) && {
        let next = i + 1 + usize::from(view.norm(i + 1) == "." && view.glued(i));
        view.is_capital(next)
    }
}

/// The title right before token `i`.
pub(crate) fn title_before(view: &View, i: usize) -> Option<Span> {
    let mut end = i;
    if end > 0 && view.raw(end - 1) == "." {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && end - start < 3 && is_title(view.norm(start - 1)) {
        start -= 1;
    }
    (start < end).then(|| view.span(start, i))
}
