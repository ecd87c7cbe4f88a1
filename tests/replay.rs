//! Exports in, figures out: readers on every documented shape and on broken ones, and a small talk whose right answers
//! are known by reading it.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use hearken::cues::Ear;
use hearken::prompts::Prompts;
use hearken::replay::{self, Author, Export, Figures, Format, Message, ReadError};
use serde_json::{Value, json};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exports").join(name)
}

fn read(path: &Path) -> Export {
    replay::read(path, &|_| {}).unwrap()
}

fn figures(export: Export) -> Figures {
    let ear = Ear::compile(&Prompts::built_in()).unwrap();
    replay::replay(&ear, export, 2, &|_| {})
}

/// `who: text` of people's messages.
fn said(export: &Export) -> Vec<String> {
    let people = export.messages.iter().filter(|message| message.author == Author::Person);
    people.map(|message| format!("{} in {}: {}", message.name, message.channel, message.text)).collect()
}

/// Puts every file of a folder into a zip, below `within`.
fn zipped(folder: &Path, within: &str, into: &Path) {
    let mut zip = zip::ZipWriter::new(File::create(into).unwrap());
    let mut folders = vec![folder.to_owned()];
    while let Some(here) = folders.pop() {
        for entry in std::fs::read_dir(here).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            let mut bytes = Vec::new();
            File::open(&path).unwrap().read_to_end(&mut bytes).unwrap();
            zip.start_file(format!("{within}{name}"), zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(&bytes).unwrap();
        }
    }
    zip.finish().unwrap();
}

#[test]
fn a_small_talk_gives_the_figures_a_reader_would_give() {
    let found = serde_json::to_value(figures(read(&fixture("help.jsonl")))).unwrap();
    let at = |pointer: &str| found.pointer(pointer).cloned().unwrap_or(Value::Null);
    assert_eq!(at("/read/format"), "jsonl");
    assert_eq!(at("/read/people_messages"), 9);
    assert_eq!(at("/read/people"), 3);
    assert_eq!(at("/read/bots"), json!({"build-bot": 1}));
    assert_eq!(at("/read/from"), "2024-03-04T09:00:00Z");
    assert_eq!(at("/acts/request"), 2);
    assert_eq!(at("/acts/chase"), 1);
    assert_eq!(at("/acts/thanks"), 1);
    assert_eq!(at("/acts/greeting"), 1);
    assert_eq!(at("/tickets/opened"), 2);
    assert_eq!(at("/tickets/requesters"), 2);
    assert_eq!(at("/tickets/topics"), json!({"printer": 1, "vpn": 1}));
    assert_eq!(at("/tickets/chased"), 1);
    assert_eq!(at("/tickets/thanked"), 1);
    // The VPN was answered after 12 minutes, the printer after six hours.
    assert_eq!(at("/waits/answered"), 2);
    assert_eq!(at("/waits/unanswered"), 0);
    assert_eq!(at("/waits/median_seconds"), 12 * 60);
    assert_eq!(at("/waits/p90_seconds"), 6 * 3600);
    // Six hours at normal priority see one ping, at four hours.
    assert_eq!(at("/words"), json!({"receipts": 2, "pings": 1, "tickets_pinged": 1, "chases_answered": 1}));
    assert_eq!(at("/channels/0/name"), "it-help");
    assert_eq!(at("/samples/acts/chase/0/text"), "any update on the printer?");
    assert_eq!(at("/over_time/0/from"), "2024-03-04");
}

#[test]
fn the_same_export_gives_the_same_figures() {
    assert_eq!(figures(read(&fixture("help.jsonl"))), figures(read(&fixture("help.jsonl"))));
}

#[test]
fn broken_lines_are_counted_and_named_and_the_rest_is_read() {
    let export = read(&fixture("broken.jsonl"));
    assert_eq!(said(&export), ["mira in it-help: my mouse is dead", "17 in it-help: numbers are names too"]);
    assert_eq!(export.faults.count, 7);
    let named: Vec<String> = export
        .faults
        .first
        .iter()
        .map(|fault| format!("{} {}", fault.place.rsplit('/').next().unwrap(), fault.why))
        .collect();
    assert!(named[0].starts_with("broken.jsonl:2 not JSON"), "{named:?}");
    assert_eq!(
        named[1..],
        [
            "broken.jsonl:4 not a JSON object",
            "broken.jsonl:5 `ts` is no time",
            "broken.jsonl:6 no `user`",
            "broken.jsonl:7 no `text`"
        ]
    );
}

#[test]
fn a_slack_export_reads_the_same_as_folder_and_as_zip() {
    let folder = read(&fixture("slack"));
    assert_eq!(folder.format, Format::Slack);
    assert_eq!(
        said(&folder),
        [
            "mira in direct: mira, tess: psst",
            "mira in it-help: My laptop will not start, it says <no disk> & beeps. Can you help?",
            "tess in it-help: @mira do the lamps blink? See https://help.example/blink",
            "mira in it-help: thanks, it works now",
            "guest in it-help: hello #random",
            "mira in random: before the break",
        ]
    );
    let bots = folder.messages.iter().filter(|message| message.author == Author::Bot);
    assert_eq!(bots.map(|bot| bot.name.as_str()).collect::<Vec<_>>(), ["alerts", "relay"]);
    assert_eq!(folder.notices, 2);
    assert_eq!(folder.faults.count, 1);
    assert_eq!(folder.faults.first[0].place, "random/2024-03-04.json");
    let odd = tempfile::tempdir().unwrap();
    std::fs::create_dir(odd.path().join("random")).unwrap();
    std::fs::write(odd.path().join("channels.json"), r#"[{"id": "C1", "name": "random"}]"#).unwrap();
    let day = r#"[{"type": "message", "user": "U1", "ts": "1709551000.000100", "text": "hi"}, {"type": "message", "user": "U1"}]"#;
    std::fs::write(odd.path().join("random/2024-03-05.json"), day).unwrap();
    assert_eq!(read(odd.path()).faults.first[0].place, "random/2024-03-05.json, message 2");

    let place = tempfile::tempdir().unwrap();
    for within in ["", "Desk Slack export/"] {
        let path = place.path().join("export.zip");
        zipped(&fixture("slack"), within, &path);
        let zip = read(&path);
        assert_eq!((zip.format, &zip.messages), (Format::Slack, &folder.messages));
        assert_eq!(zip.notices, 2);
        assert_eq!(zip.faults.count, 1);
    }
    let found = figures(folder);
    assert_eq!((found.tickets.opened, found.tickets.thanked, found.waits.median_seconds), (1, 1, Some(30 * 60)));
}

#[test]
fn discord_files_read_alone_and_together_and_a_thread_goes_to_its_message() {
    let alone = read(&fixture("discord/Desk - it-help [201].json"));
    assert_eq!(alone.format, Format::Discord);
    assert_eq!(
        said(&alone),
        [
            "Mira Sol in it-help: My account is locked, how can I get back in?",
            "tess in it-help: I have unlocked it, try again.",
        ]
    );
    assert_eq!((alone.notices, alone.faults.count), (1, 2));
    let reply: Vec<&Message> = alone.messages.iter().filter(|message| message.thread.is_some()).collect();
    assert_eq!((reply.len(), reply[0].thread.as_deref()), (1, Some("301")));

    let together = read(&fixture("discord"));
    let found = figures(together.clone());
    assert_eq!((found.tickets.opened, found.tickets.thanked, found.waits.median_seconds), (1, 1, Some(30 * 60)));
    let place = tempfile::tempdir().unwrap();
    zipped(&fixture("discord"), "", &place.path().join("discord.zip"));
    assert_eq!(read(&place.path().join("discord.zip")).messages, together.messages);
}

#[test]
fn what_is_no_export_is_refused_with_the_mend() {
    let place = tempfile::tempdir().unwrap();
    let refused = |name: &str, bytes: &[u8]| {
        let path = place.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        replay::read(&path, &|_| {}).unwrap_err().to_string()
    };
    assert!(refused("empty.jsonl", b"").contains("this file is empty; give a Slack export"));
    assert!(refused("diary.txt", b"Dear diary").contains("no export that hearken knows"));
    assert!(refused("day.json", b"[{\"type\":\"message\"}]").contains("one day of a Slack export"));
    assert!(refused("half.zip", b"PK\x03\x04 and then nothing").contains("download the export again"));
    assert!(refused("noise.json", &[0, 159, 146, 150]).contains("no export"));
    let nowhere = replay::read(&place.path().join("nowhere"), &|_| {}).unwrap_err();
    assert!(matches!(nowhere, ReadError::Missing(_)), "{nowhere}");
    let empty = place.path().join("folder");
    std::fs::create_dir(&empty).unwrap();
    assert!(replay::read(&empty, &|_| {}).unwrap_err().to_string().contains("no JSON files"));
}

#[test]
fn a_zip_that_unpacks_to_too_much_is_a_fault_not_a_full_memory() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("bomb.zip");
    let mut zip = zip::ZipWriter::new(File::create(&path).unwrap());
    zip.start_file("users.json", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"[]").unwrap();
    zip.start_file("it-help/2024-03-04.json", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"[{}]").unwrap();
    zip.finish().unwrap();
    // In the zip's list of contents, the unpacked size stands 24 bytes into an entry.
    let mut bytes = std::fs::read(&path).unwrap();
    let last_entry = bytes.windows(4).rposition(|sign| sign == b"PK\x01\x02").unwrap();
    bytes[last_entry + 24..last_entry + 28].copy_from_slice(&(300_u32 << 20).to_le_bytes());
    std::fs::write(&path, bytes).unwrap();
    let export = read(&path);
    assert_eq!((export.messages.len(), export.faults.count), (0, 1));
    assert!(export.faults.first[0].why.contains("more than 256 MB"), "{:?}", export.faults);
}

#[test]
fn text_of_any_kind_is_heard_and_shown_and_never_obeyed() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("odd.jsonl");
    let odd = [
        "<script>alert(1)</script> my VPN is broken, please help",
        "{{ 7 * 7 }} {% raw %} <!-- & \" ' -->",
        "",
        "\u{0} NUL",
        "🔥🔥🔥",
        "מדפסת לא עובדת \u{202e}gnol",
        "\u{1b}[31mred",
        "@everyone </style></title>",
    ];
    let mut file = File::create(&path).unwrap();
    for (second, text) in odd.iter().map(|text| (*text).to_owned()).chain(["ha ".repeat(300_000)]).enumerate() {
        let row = json!({"channel": "<b>c</b>", "user": format!("<i>{second}</i>"), "ts": second, "text": text});
        writeln!(file, "{row}").unwrap();
    }
    let export = read(&path);
    assert_eq!((export.messages.len(), export.faults.count), (9, 0));
    let found = figures(export);
    let page = replay::page(&found, "<u>title</u>").unwrap();
    for raw in ["<script", "<b>c", "<i>0", "<u>title", "</style></title>", "<!--"] {
        assert!(!page.contains(raw), "{raw} stands in the page as it was sent");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;"), "the text is shown, escaped");
    assert!(page.contains("{{ 7 * 7 }}"), "template syntax is shown as it was sent");
    assert!(!replay::plain(&found).contains('\u{1b}'), "a terminal is not told what to do");
}

#[test]
fn the_page_is_one_file_that_needs_nothing_else() {
    let page = replay::page(&figures(read(&fixture("help.jsonl"))), "help.jsonl").unwrap();
    assert!(page.starts_with("<!doctype html>"));
    for outside in ["http://", "https://", " src=", "url(", "@import", "<link"] {
        assert!(!page.contains(outside), "{outside}");
    }
    for shown in ["<svg", "prefers-color-scheme: dark", "VPN", "12 min", "any update"] {
        assert!(page.contains(shown), "{shown}");
    }
}

#[test]
fn no_message_at_all_still_gives_a_report() {
    let empty = Export { messages: Vec::new(), ..read(&fixture("help.jsonl")) };
    let found = figures(empty);
    assert_eq!(found.tickets.opened, 0);
    assert!(replay::plain(&found).contains("0 messages by 0 people"));
    assert!(replay::page(&found, "nothing").unwrap().contains("</html>"));
}

#[test]
fn heat_words_are_marked_where_they_stand() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("hot.jsonl");
    let row = json!({"channel": "c", "user": "mira", "ts": 1, "text": "é this is ridiculous, my VPN is down for the third time"});
    std::fs::write(&path, row.to_string()).unwrap();
    let found = figures(read(&path));
    let page = replay::page(&found, "hot").unwrap();
    assert!(page.contains(">ridiculous</u>"), "the word is underlined with its reason");
}

fn hearken(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hearken")).args(arguments).output().unwrap()
}

#[test]
fn the_command_prints_a_summary_figures_or_a_page_and_nothing_else_on_standard_output() {
    let export = fixture("help.jsonl");
    let export = export.to_str().unwrap();
    let summary = hearken(&["replay", export, "--sample", "0"]);
    assert_eq!(summary.status.code(), Some(0));
    let text = String::from_utf8(summary.stdout).unwrap();
    assert!(text.contains("Tickets hearken would have opened: 2 for 2 people"), "{text}");
    assert!(summary.stderr.is_empty(), "no bar where nobody watches");

    let place = tempfile::tempdir().unwrap();
    let page = place.path().join("report.html");
    let figures = hearken(&["replay", export, "--json", "--html", page.to_str().unwrap()]);
    assert_eq!(figures.status.code(), Some(0));
    let found: Value = serde_json::from_slice(&figures.stdout).unwrap();
    assert_eq!(found["tickets"]["opened"], 2);
    assert!(std::fs::read_to_string(page).unwrap().contains("What hearken would have done in help.jsonl"));
}

#[test]
fn the_command_says_what_is_wrong_and_exits_with_two() {
    for (arguments, says) in [
        (vec!["replay", "nowhere.zip"], "there is no such file"),
        (vec!["replay", env!("CARGO_MANIFEST_DIR")], "give a Slack export"),
        (vec!["replay"], "EXPORT"),
        (vec!["replay", "nowhere.zip", "--html", "/nowhere/report.html"], "/nowhere/report.html: the report cannot"),
    ] {
        let wrong = hearken(&arguments);
        let why = String::from_utf8_lossy(&wrong.stderr).into_owned();
        assert_eq!(wrong.status.code(), Some(2), "{arguments:?}: {why}");
        assert!(why.contains(says), "{why}");
        assert!(wrong.stdout.is_empty());
    }
}

#[test]
fn the_command_looks_at_the_wanted_channels_only() {
    let export = fixture("help.jsonl");
    let export = export.to_str().unwrap();
    let general = hearken(&["replay", export, "--json", "--channel", "#general"]);
    let found: Value = serde_json::from_slice(&general.stdout).unwrap();
    assert_eq!((&found["read"]["messages"], &found["tickets"]["opened"]), (&json!(1), &json!(0)));
    let unknown = hearken(&["replay", export, "--channel", "nothing"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("#general, #it-help"));
}
