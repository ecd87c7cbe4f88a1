//! Every fault of a desk's file, at its line.

use super::*;

#[test]
fn a_wrong_word_hides_no_other_fault() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("desk.toml");
    let text = "[[people]]\nid = \"sam\"\nname = \"Sam\"\nrole = \"boss\"\ntime_zone = \"Nowhere\"\n\n\
                [[channels]]\nid = \"desk\"\nkind = \"agents\"\n\n[[channels]]\nid = \"x\"\nkind = \"direct\"\n";
    std::fs::write(&path, text).unwrap();
    let faults = read_desk(Some(&path)).unwrap_err();
    let told: Vec<(usize, &str)> = faults.iter().map(|fault| (fault.line, fault.what.as_str())).collect();
    assert_eq!(
        told,
        [
            (4, "there is no role “boss”"),
            (5, "there is no time zone “Nowhere”"),
            (13, "there is no kind of channel “direct”"),
        ]
    );
}

#[test]
fn every_fault_of_shape_is_told_at_once() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("desk.toml");
    let text = "nmae = \"IT\"\n[pings]\nin_a_row = \"three\"\nhush = \"soon\"\n\n[[people]]\nid = \"sam\"\n\
                role = \"agent\"\nzone = \"UTC\"\n\n[[people]]\nid = \"ana\"\nname = \"Ana\"\nrole = \"requester\"\n\n\
                [[channels]]\nid = \"desk\"\nkind = \"agents\"\n\n[[channels]]\nid = \"it-help\"\n";
    std::fs::write(&path, text).unwrap();
    let faults = read_desk(Some(&path)).unwrap_err();
    let told: Vec<(usize, String)> =
        faults.iter().map(|fault| (fault.line, fault.what.chars().take(24).collect())).collect();
    let expected = [
        (1, "unknown field `nmae`, ex"),
        (3, "invalid type: string \"th"),
        (4, "“soon” is no duration"),
        (6, "a person has no name"),
        (9, "unknown field `zone`, ex"),
        (20, "a channel has no kind"),
    ];
    assert_eq!(told, expected.map(|(line, what)| (line, what.to_owned())));
    // Where the file is no TOML at all, what cannot be read is the one fault there is to see.
    std::fs::write(&path, "name = \n[pings]\nhush = \"soon\"\n").unwrap();
    assert_eq!(read_desk(Some(&path)).unwrap_err().len(), 1);
}

#[test]
fn days_that_end_a_wait_and_a_snooze_are_read_and_checked() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("desk.toml");
    std::fs::write(&path, "[pings]\nsnooze = 2\n\n[closing]\nno_answer = 9\n").unwrap();
    let policy = read_desk(Some(&path)).unwrap().policy;
    assert_eq!((policy.snooze_days, policy.no_answer_days), (2, 9));
    std::fs::write(&path, "[pings]\nsnooze = 0\n\n[closing]\nno_answer = 61\n").unwrap();
    let faults = read_desk(Some(&path)).unwrap_err();
    let told: Vec<(usize, &str)> = faults.iter().map(|fault| (fault.line, fault.what.as_str())).collect();
    assert_eq!(told, [(2, "0 is out of bounds"), (5, "61 is out of bounds")]);
}

#[test]
fn what_nobody_could_live_with_is_a_fault() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("desk.toml");
    let text = "name = \" \"\n\n[intake]\ngrouping = \"1d\"\nticket_emoji = [\":ticket:\", \"hand\"]\n\n[[people]]\n\
                id = \"ana\"\nname = \"\"\nrole = \"requester\"\n";
    std::fs::write(&path, text).unwrap();
    let faults = read_desk(Some(&path)).unwrap_err();
    let told: Vec<(usize, &str)> = faults.iter().map(|fault| (fault.line, fault.what.as_str())).collect();
    assert_eq!(
        told,
        [
            (1, "the desk has an empty name"),
            (1, "there is nobody at the desk, so no request would ever be answered"),
            (4, "“1d” would take a day's troubles for one report"),
            (5, "“:ticket:” is not the name of a reaction"),
            (9, "a person has an empty name"),
        ]
    );
}
