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

fn heard(families: &[&str]) -> Vec<Heard> {
    families.iter().map(|f| Heard { family: (*f).into(), quote: String::new(), because: "said so".into() }).collect()
}

#[test]
fn look() {
    use crate::cues::Level::*;
    let words = words();
    let now: jiff::Zoned = "2026-03-04T10:00:00+00:00[UTC]".parse().unwrap();
    let base = Scene {
        now: now.clone(),
        name: Some("Ana".into()),
        reference: Some("H-12".into()),
        reported_at: Some(now.timestamp()),
        report: Report::understand(
            "Third time this week my VPN drops, and I have a client call at 10:20!! I already restarted twice",
        ),
        agent: Some("Sam".into()),
        lead: Some("Lea Moreau".into()),
        next_word: Some("2026-03-04T10:10:00Z".parse().unwrap()),
        ..Scene::default()
    };
    let cases = vec![
        ("calm", Calm, "My second monitor isn't detected", vec![]),
        ("wish", Calm, "can someone reset my password please", vec![]),
        ("wait", Frustrated, "I've been waiting 3 days. My mailbox is still full.", vec!["waiting", "annoyance"]),
        ("upset", Upset, "You people are useless. my laptop won't start", vec!["contempt", "profanity"]),
        (
            "vpn",
            Frustrated,
            "Third time this week my VPN drops, and I have a client call at 10:20!! I already restarted twice",
            vec!["persistence"],
        ),
        ("none", Strained, "help asap", vec!["urgency"]),
        (
            "effort",
            Frustrated,
            "I've wasted the whole morning on this stupid printer, it won't print",
            vec!["wasted_effort"],
        ),
    ];
    for (label, level, text, families) in cases {
        println!("\n#### {label}: {text}");
        for kind in Kind::ALL.iter().filter(|k| k.voice() == Voice::Suggestion) {
            let scene = Scene {
                level,
                heard: heard(&families),
                report: Report::understand(text),
                waited_since: Some(now.timestamp() - jiff::SignedDuration::from_mins(40)),
                ..base.clone()
            };
            for seed in 0..3 {
                let said = words.say(*kind, &scene, &Memory { seed, recent: &[] });
                println!("{:16} [{}] {}", kind.name(), said.text.split(' ').count(), said.text);
            }
        }
    }
    println!("\n#### BOT");
    for kind in Kind::ALL.iter().filter(|k| k.voice() == Voice::Bot) {
        for seed in 0..2 {
            let scene = Scene {
                actor: Some("Priya".into()),
                last_word: Some("2026-03-04T09:40:00Z".parse().unwrap()),
                last_action: Some(Action {
                    by: "Sam".into(),
                    what: "asked the network team to renew the certificate.".into(),
                    at: "2026-03-04T09:50:00Z".parse().unwrap(),
                }),
                waiting: if seed == 0 {
                    None
                } else {
                    Some(Waiting {
                        on: WaitingOn::ThirdParty,
                        why: "network team must renew the certificate".into(),
                        since: "2026-03-04T09:30:00Z".parse().unwrap(),
                    })
                },
                missed: Some(Missed {
                    promised_for: "2026-03-04T09:55:00Z".parse().unwrap(),
                    first_response: seed == 0,
                }),
                down_since: Some("2026-03-04T08:10:00Z".parse().unwrap()),
                at: Some("2026-03-04T09:58:00Z".parse().unwrap()),
                count: Some(2),
                text: Some("gateway has the new certificate".into()),
                eta: Some("2026-03-05T09:30:00Z".parse().unwrap()),
                reasons: vec!["“can't log in” says that it fails".into()],
                ..base.clone()
            };
            println!("{:20} {}", kind.name(), words.say(*kind, &scene, &Memory { seed, recent: &[] }).text);
        }
    }
}
