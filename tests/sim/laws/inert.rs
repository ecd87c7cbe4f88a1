//! Law 10: text from people is data.

use crate::world::Sent;

/// What would call a whole channel, wherever it stands and whoever wrote it.
const CALLS: [&str; 4] = ["@everyone", "@here", "<!", "<@"];

/// Markup, links and marks that change how others are read.
const MARKUP: [&str; 6] = ["<b>", "<script", "\u{202e}", "\u{0}", "](http", "evil.example"];

/// What people wrote calls nobody, marks nothing up, links nowhere; and no template reads it.
pub fn text_of_people_is_only_text(sent: &Sent) {
    let post = sent.delivery.post();
    let card = post.card.iter();
    let shown = card.flat_map(|card| {
        let values = card.fields.iter().map(|field| field.value.as_str());
        values.chain(card.suggestion.as_ref().map(|suggestion| suggestion.text.as_str())).collect::<Vec<_>>()
    });
    for text in std::iter::once(post.text.as_str()).chain(shown) {
        for mark in CALLS {
            assert!(!text.contains(mark), "law 10: {mark} in {text}");
        }
        let whole = !text.contains("is in the template") || text.contains("{# 49 #}") || post.sent_by.is_none();
        assert!(whole, "law 10: a template read what an agent wrote: {text}");
        for mark in MARKUP.iter().filter(|_| post.sent_by.is_none()) {
            assert!(!text.contains(mark), "law 10: {mark:?} in {text}");
        }
    }
}
