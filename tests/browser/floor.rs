//! What every view owes people who do not see it, or do not see it well: names, landmarks, contrast.

use serde_json::{Value, json};

use crate::window::Window;

/// Roles that a person acts on, or that stand for a picture: each must say what it is.
const NAMED: [&str; 10] =
    ["button", "link", "textbox", "combobox", "checkbox", "image", "note", "dialog", "feed", "article"];

/// Text that somebody who walks from landmark to landmark would never come across.
const STRAY: &str = "all('body > *')
    .filter((node) => node.innerText?.trim() && !node.matches('header, .skip, h1, [role=status], [role=tooltip], [aria-live]'))
    .flatMap((node) => (node.matches('nav, main, aside') ? [] : [...node.children]))
    .filter((node) => node.innerText?.trim() && !node.matches('nav, main, aside'))
    .map((node) => node.outerHTML.slice(0, 120))";

/// Holds a window to the floor, as the browser's own accessibility tree and computed styles have it.
pub async fn holds(window: &Window<'_>) {
    let tree = window.devtools("Accessibility.getFullAXTree", json!({})).await;
    let nodes: Vec<&Value> = tree["nodes"].as_array().unwrap().iter().filter(|node| node["ignored"] == false).collect();
    let role = |node: &Value| node["role"]["value"].as_str().unwrap_or_default().to_owned();
    let name = |node: &Value| node["name"]["value"].as_str().unwrap_or_default().trim().to_owned();

    let nameless: Vec<&Value> =
        nodes.iter().copied().filter(|node| NAMED.contains(&role(node).as_str()) && name(node).is_empty()).collect();
    assert!(nameless.is_empty(), "without a name: {nameless:#?}");

    // A dialog hides everything else from view, and from the tree.
    if !nodes.iter().any(|node| role(node) == "dialog") {
        let titles: Vec<String> =
            nodes.iter().filter(|node| role(node) == "heading" && level(node) == 1).map(|node| name(node)).collect();
        assert_eq!(titles.len(), 1, "one heading of the first level: {titles:?}");
        assert!(nodes.iter().any(|node| role(node) == "navigation"), "no navigation");
        let stray = window.run(STRAY).await;
        assert_eq!(stray, json!([]), "outside of every landmark");
    }

    let faint = window.contrast().await;
    assert_eq!(faint, json!([]), "too faint to read");
}

fn level(heading: &Value) -> i64 {
    let properties = heading["properties"].as_array().into_iter().flatten();
    properties
        .filter(|property| property["name"] == "level")
        .find_map(|property| property["value"]["value"].as_i64())
        .unwrap_or(0)
}
