//! The page of a rule as HTML. The pages are our own; what is HTML in them is shown as text all the same.

use pulldown_cmark::{Event, Options, Parser, html};

/// Markdown as HTML.
pub(crate) fn html(page: &str) -> String {
    let events = Parser::new_ext(page, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn html_in_a_page_is_text() {
        let out = super::html("# A\n\n<script>alert(1)</script>\n\nand *b* <img src=x onerror=y>");
        assert!(!out.contains("<script") && !out.contains("<img") && out.contains("<em>b</em>"), "{out}");
    }
}
