//! What operators write into `[hours]` and `[quiet]`, and what they are told when it cannot be meant.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::super::{Desk, Reader};

fn read(text: &str) -> Result<Desk, Vec<String>> {
    let reader = Reader { file: "desk.toml".to_owned(), text, faults: Vec::new() };
    reader.read().map_err(|faults| faults.iter().map(ToString::to_string).collect())
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// A desk with lunch breaks, a night shift, a short Christmas Eve and a Saturday that is worked.
const RICH: &str = r#"
[hours]
zone = "Europe/Berlin"
monday = ["13:00-17:30", "8:00-12:00"]
wednesday = ["06:00-14:00", "14:00-22:00", "22:00-06:00"]
friday = ["18:00-24:00"]
sunday = ["00:00-24:00"]
holidays = ["2026-12-28"]

[hours.dates]
2026-12-23 = ["08:00-12:00"]
2026-12-26 = ["10:00-14:00"]
"#;

#[test]
fn hours_have_breaks_shifts_nights_holidays_and_days_of_their_own() {
    let hours = read(RICH).unwrap().policy.hours;
    for (moment, next) in [
        // Monday, in Berlin an hour ahead of UTC: a lunch break, whatever the order of the spans.
        ("2026-11-23T06:59:00Z", "2026-11-23T07:00:00Z"),
        ("2026-11-23T10:59:00Z", "2026-11-23T10:59:00Z"),
        ("2026-11-23T11:00:00Z", "2026-11-23T12:00:00Z"),
        // Tuesday has no hours; Wednesday has three shifts, the last until Thursday at six.
        ("2026-11-23T16:30:00Z", "2026-11-25T05:00:00Z"),
        ("2026-11-25T13:00:00Z", "2026-11-25T13:00:00Z"),
        ("2026-11-26T04:59:00Z", "2026-11-26T04:59:00Z"),
        ("2026-11-26T05:00:00Z", "2026-11-27T17:00:00Z"),
        // Friday until midnight, then Sunday round the clock, on into Monday only at eight.
        ("2026-11-27T22:59:00Z", "2026-11-27T22:59:00Z"),
        ("2026-11-27T23:00:00Z", "2026-11-28T23:00:00Z"),
        ("2026-11-29T23:00:00Z", "2026-11-30T07:00:00Z"),
        // The day before Christmas Eve is short, and has no night; Boxing Day is worked though a Saturday.
        ("2026-12-23T11:00:00Z", "2026-12-25T17:00:00Z"),
        ("2026-12-25T23:00:00Z", "2026-12-26T09:00:00Z"),
        // Monday the 28th is a holiday.
        ("2026-12-27T23:00:00Z", "2026-12-30T05:00:00Z"),
    ] {
        assert_eq!(hours.next_open(at(moment)), at(next), "from {moment}");
    }
    let monday_at_eight = at("2026-11-23T07:00:00Z");
    assert_eq!(hours.after(monday_at_eight, SignedDuration::from_hours(5)), at("2026-11-23T13:00:00Z"));
}

#[test]
fn every_fault_in_the_hours_is_named_by_line_with_its_mend() {
    let faults = read(
        r#"
[hours]
zone = "Europe/Berlyn"
monday = ["08:00-12:00", "11:30-17:00"]
tuesday = ["22:00-06:00"]
wednesday = ["05:30-14:00"]
thursday = ["24:00-06:00"]
friday = ["08:00-08:00", "8-12", "08:00-25:00", "08:60-09:00", "+8:00-12:00", "08:00"]
holidays = ["2026-12-25", "25.12.2026", "2026-12-25", "2026-02-30", "2026-12-24T12:00"]

[quiet]
from = "20:00"
to = "20:00"

[hours.dates]
2026-12-25 = ["08:00-12:00"]
2026-12-24 = ["noon"]
christmas = []
"#,
    )
    .unwrap_err();
    let expected = [
        r#"desk.toml:3: there is no time zone “Europe/Berlyn”; use a name such as "Europe/Berlin" or "UTC""#,
        r#"desk.toml:4: “11:30-17:00” begins before “08:00-12:00” has ended; make one span of the two, or part them"#,
        r#"desk.toml:6: “05:30-14:00” begins before “22:00-06:00” has ended; make one span of the two, or part them"#,
        r#"desk.toml:7: “24:00-06:00” is no opening span; {span}"#,
        r#"desk.toml:8: “08:00-08:00” is no opening span; {span}"#,
        r#"desk.toml:8: “8-12” is no opening span; {span}"#,
        r#"desk.toml:8: “08:00-25:00” is no opening span; {span}"#,
        r#"desk.toml:8: “08:60-09:00” is no opening span; {span}"#,
        r#"desk.toml:8: “+8:00-12:00” is no opening span; {span}"#,
        r#"desk.toml:8: “08:00” is no opening span; {span}"#,
        r#"desk.toml:9: “25.12.2026” is no date; write it as "2026-12-25""#,
        r#"desk.toml:9: 2026-12-25 is given more than once; keep one line for it, in holidays or in [hours.dates]"#,
        r#"desk.toml:9: “2026-02-30” is no date; write it as "2026-12-25""#,
        r#"desk.toml:9: “2026-12-24T12:00” is no date; write it as "2026-12-25""#,
        r#"desk.toml:12: the quiet hours have no length; let them end at another time than they begin, or leave out [quiet]"#,
        r#"desk.toml:16: 2026-12-25 is given more than once; keep one line for it, in holidays or in [hours.dates]"#,
        r#"desk.toml:17: “noon” is no opening span; {span}"#,
        r#"desk.toml:18: “christmas” is no date; write it as "2026-12-25""#,
    ];
    let span = r#"write it as "08:00-12:00", past midnight as "22:00-06:00", a whole day as "00:00-24:00""#;
    assert_eq!(faults, expected.map(|fault| fault.replace("{span}", span)));
}

#[test]
fn a_night_shift_on_sunday_may_reach_into_monday_but_not_into_its_hours() {
    let week = |monday: &str| format!("[hours]\nzone = \"UTC\"\nsunday = [\"22:00-06:00\"]\nmonday = [\"{monday}\"]\n");
    assert!(read(&week("06:00-14:00")).is_ok());
    let faults = read(&week("05:59-14:00")).unwrap_err();
    let expected = "desk.toml:4: “05:59-14:00” begins before “22:00-06:00” has ended; \
        make one span of the two, or part them";
    assert_eq!(faults, [expected]);
}

#[test]
fn a_desk_without_any_hours_is_a_fault() {
    let faults = read("[hours]\nzone = \"UTC\"\n").unwrap_err();
    let expected = "desk.toml:2: the desk never opens; \
        give at least one day spans such as \"08:00-17:00\", or leave out [hours]";
    assert_eq!(faults, [expected]);
}

#[test]
fn quiet_hours_may_end_at_midnight() {
    let quiet = read("[quiet]\nfrom = \"21:00\"\nto = \"24:00\"\n").unwrap().policy.quiet;
    assert_eq!(quiet.release(at("2026-11-23T23:59:00Z"), &TimeZone::UTC), at("2026-11-24T00:00:00Z"));
    assert_eq!(quiet.release(at("2026-11-24T00:00:00Z"), &TimeZone::UTC), at("2026-11-24T00:00:00Z"));
}
