use super::*;
use serde_json::json;

fn ear() -> Ear {
    Ear::compile(&Prompts::built_in()).unwrap()
}

/// What comes out of these lines: rows, complaints, and how many lines were faulty.
fn scored(lines: &[u8]) -> (Vec<Value>, Vec<Value>, u64) {
    let (mut out, mut aside) = (Vec::new(), Vec::new());
    let faults = score(&ear(), lines, &mut out, &mut aside).unwrap();
    let rows = |bytes: &[u8]| bytes.split(|byte| *byte == b'\n').filter(|row| !row.is_empty()).map(row).collect();
    (rows(&out), rows(&aside), faults)
}

fn row(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

#[test]
fn ids_come_back_as_they_were_and_faulty_lines_do_not_stop_the_rest() {
    let lines = b"{\"id\":7,\"text\":\"hello\"}\nnonsense\n\n{\"id\":{\"a\":[1]},\"text\":\"\"}\n{\"text\":\"x\"}";
    let (rows, complaints, faults) = scored(lines);
    assert_eq!(
        rows.iter().map(|row| row["id"].clone()).collect::<Vec<_>>(),
        [json!(7), json!({"a": [1]}), json!(null)]
    );
    assert_eq!((faults, complaints[0]["line"].clone()), (1, json!(2)));
    assert!(complaints[0]["error"].as_str().unwrap().contains("not JSON"));
    assert_eq!(rows[0].get("abstained"), None);
    assert_eq!(rows[1]["abstained"], "nothing_to_read");
}

#[test]
fn spans_count_code_points_of_the_judged_text() {
    let text = "é😀 this is ridiculous";
    let (rows, _, _) = scored(json!({"id": 1, "text": text}).to_string().as_bytes());
    let cue = rows[0]["cues"].as_array().unwrap().iter().find(|cue| cue["family"] == "contempt").unwrap();
    let (start, end) = (cue["start"].as_u64().unwrap() as usize, cue["end"].as_u64().unwrap() as usize);
    assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), "ridiculous");
    assert!(rows[0]["score"].as_u64() > Some(0));
}

#[test]
fn the_last_turn_is_judged_and_those_before_are_its_context() {
    let turns = |hours: i64| {
        json!({"id": hours, "turns": [
            {"role": "requester", "text": "the printer does not print", "ts": 0},
            {"role": "requester", "text": "any update?", "ts": hours * 3600},
        ]})
    };
    let (rows, _, faults) = scored(format!("{}\n{}", turns(1), turns(9)).as_bytes());
    assert_eq!(faults, 0);
    assert_eq!(rows[0]["intake"], "chase");
    assert!(rows[0]["score"].as_u64() < rows[1]["score"].as_u64(), "{rows:?}");
    let around = rows[1]["cues"].as_array().unwrap().iter().find(|cue| cue["rule"] == "context.waited").unwrap();
    assert_eq!((&around["start"], &around["end"]), (&json!(0), &json!(0)));
}

#[test]
fn a_language_without_rules_is_not_judged() {
    let text =
        "Mein Drucker funktioniert seit gestern leider nicht mehr und niemand antwortet mir, das ist sehr schade";
    let (rows, _, _) = scored(json!({"id": 1, "text": text}).to_string().as_bytes());
    assert_eq!((&rows[0]["abstained"], &rows[0]["score"]), (&json!("language"), &json!(0)));
}

#[test]
fn labelled_rows_are_measured() {
    let rows = [
        json!({"id": 1, "label": 1, "text": "this is ridiculous, nobody answers me!!"}),
        json!({"id": 2, "label": 0, "text": "good morning"}),
        json!({"id": 3, "label": true, "text": "I am so frustrated"}),
        json!({"id": 4, "text": "no label"}),
    ];
    let lines = rows.map(|row| row.to_string()).join("\n");
    let (measured, faults) = measure(&ear(), lines.as_bytes(), io::sink()).unwrap();
    assert_eq!((measured.rows, measured.positive, faults), (3, 2, 1));
    assert_eq!((measured.best.f1, measured.average_precision), (1.0, 1.0));
}
