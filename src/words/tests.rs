use super::*;
use crate::prompts::Prompts;

fn words() -> Words {
    Words::compile(&Prompts::built_in())
        .unwrap_or_else(|faults| panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

#[test]
fn built_in_texts_compile() {
    words();
}
