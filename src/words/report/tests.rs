use super::Report;

#[test]
fn show() {
    for text in include_str!("reports.txt").lines() {
        let (text, _) = text.split_once(" | ").unwrap_or((text, ""));
        let r = Report::understand(text);
        println!("{text}\n   → {:?}  [{}]", r.reflection(), r.title());
    }
}
