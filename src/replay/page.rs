//! The figures as one self-contained page for a browser: no script, nothing from outside, everything that people wrote
//! escaped by the template engine.

mod chart;
mod view;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};

use super::Figures;
use view::View;

/// The whole page. `title` names the export to whoever reads it.
///
/// # Errors
/// When the built-in template is at odds with the figures: a fault of the program, not of the export.
pub fn page(figures: &Figures, title: &str) -> Result<String, minijinja::Error> {
    let mut templates = Environment::new();
    templates.set_auto_escape_callback(|_| AutoEscape::Html);
    templates.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    templates.add_template("parts.html", include_str!("page/parts.html"))?;
    templates.add_template("page.html", include_str!("page/page.html"))?;
    let style = Value::from_safe_string(include_str!("page/page.css").to_owned());
    templates.get_template("page.html")?.render(context! { title, style, it => Serde(View::of(figures)) })
}
