use super::{ear, hear, turn};
use crate::cues::{Act, Circumstances, Priority, Role};

#[test]
fn a_message_is_what_it_is_for() {
    use Act::{Answer, Chase, Chatter, Greeting, Request, Thanks};
    let said = [
        ("VPN is down again", Request),
        ("vpn down", Request),
        ("wifi??", Request),
        ("OUTLOOK IS NOT WORKING!!!", Request),
        ("my laptop won't boot", Request),
        ("can someone reset my password?", Request),
        ("printer on 3rd floor jams", Request),
        ("I need access to Figma", Request),
        ("hi, quick question, how do I book a room?", Request),
        ("new starter on Monday, needs a laptop", Request),
        ("nobody in sales can open the shared drive", Request),
        ("still no VPN!! …third time this week", Request),
        ("printer. again.", Request),
        ("AGAIN???", Request),
        ("FIX THE WIFI", Request),
        ("third day without a laptop", Request),
        ("so slow I could cry", Request),
        ("so when will the 3.2 release be out, any update on the 3.2 release?", Request),
        ("any updates available for Firefox?", Request),
        ("URGENT!!! Server room is 38 degrees and the AC is off", Request),
        ("emergency, the cooling in rack 4 is down", Request),
        ("My keyboard types the wrong letters: y and z are swapped", Request),
        ("the camera opens the wrong app and the picture is upside down", Request),
        ("sorry to bother you again but the shared drive is still read-only for me :(", Request),
        ("Ever since you people 'upgraded' Windows my machine takes 20 minutes to boot. 20. Minutes.", Request),
        ("since they moved our printer, scanning takes ages to start", Request),
        ("Yeah so the 'fix' you did yesterday? It deleted all my bookmarks. Thanks a lot.", Request),
        ("that update wiped my settings. thanks guys", Request),
        ("Onboarding: Tom Baker starts Monday 30 Nov, needs laptop, mail account and access to Confluence", Request),
        ("Location: floor 2, the scanner eats every page", Request),
        ("I've been on hold for 45 minutes and then it hung up on me. Unbelievable.", Request),
        ("this morning outlook asks me for my password every 5 min but teams works fine so who knows lol", Request),
        ("no sound in my headset, everything else works", Request),
        ("We need Slack guest accounts for the agency by Wednesday", Request),
        ("I left my charger at home", Request),
        ("mouse feels sticky", Request),
        ("Two weeks and my ticket about the scanner is still just sitting there.", Chase),
        ("any update?", Chase),
        ("Hi, what's the status of my ticket?", Chase),
        ("is anyone looking into this?", Chase),
        ("thanks!", Thanks),
        ("works now", Thanks),
        ("that fixed it, cheers", Thanks),
        ("good morning all", Greeting),
        ("FYI: maintenance tonight 22:00, VPN will be unavailable", Chatter),
        ("Heads up, we're upgrading Jira this evening", Chatter),
        ("[ci] build 412 failed on main", Chatter),
        ("cake in the kitchen", Chatter),
        ("what a game last night!!!", Chatter),
        ("is anyone else hungry?", Chatter),
        ("yay it works again!!!", Thanks),
        ("done, please check", Answer),
        ("we are aware of the outage and working on it", Answer),
        ("lol", Chatter),
        ("ben: it's in the settings menu", Answer),
        ("<@U5> have you tried restarting it?", Answer),
        ("you can reset it yourself in the portal", Answer),
    ];
    for (text, act) in said {
        assert_eq!(hear(text).intake.act, act, "{text}: {:?}", hear(text).intake);
    }
}

#[test]
fn who_spoke_before_tells_a_followup_from_a_request() {
    let earlier =
        [turn(Role::Requester, "the badge reader at the back door rejects me"), turn(Role::Agent, "Which badge?")];
    let heard =
        ear().hear(turn(Role::Requester, "the blue one, it is a new badge"), &earlier, &Circumstances::default());
    assert_eq!(heard.intake.act, Act::Followup, "{:?}", heard.intake);
    let desk = ear().hear(turn(Role::Agent, "is it working now?"), &earlier, &Circumstances::default());
    assert_eq!(desk.intake.act, Act::Answer);
}

#[test]
fn an_act_names_the_words_it_rests_on() {
    let heard = hear("hi, my headset is broken");
    let reason = heard.intake.reasons.iter().find(|reason| reason.rule == "act.fails").unwrap();
    assert_eq!(reason.quote, "is broken");
    assert_eq!(reason.because, "says that something fails");
}

#[test]
fn a_message_that_cannot_be_read_is_left_to_a_person() {
    assert_eq!(
        hear("Mein Drucker druckt seit heute Morgen überhaupt nichts mehr, was soll ich tun").intake.act,
        Act::Request
    );
    assert_eq!(hear("```\nE0x80070035 path not found\n```").intake.act, Act::Request);
}

#[test]
fn topics_and_priorities_come_from_the_wording() {
    use Priority::{High, Low, Normal, Urgent};
    let said = [
        ("My VPN dropped and I have a client call in 20 minutes", "vpn", Urgent),
        ("no internet on the whole 2nd floor", "wifi", Urgent),
        ("The Wi-Fi in room 4 drops", "wifi", Normal),
        ("nobody in sales can open Outlook", "email", Urgent),
        ("production is down", "other", Urgent),
        ("payroll run failed and it has to go out today", "other", Urgent),
        ("I can't log in", "access", High),
        ("my laptop won't boot", "hardware", High),
        ("could someone fix the printer, it has to be done by noon today", "printer", High),
        ("can you install Docker? no rush", "software", Low),
        ("when you have time, my desk phone needs a new cable", "phone", Low),
        ("a minor thing: the mouse squeaks, not urgent", "hardware", Low),
        ("can someone reset my password?", "access", Normal),
        ("what is for lunch", "other", Normal),
        ("My phone was stolen on the train this morning", "security", Urgent),
        ("I clicked a link in an email and typed my password, I think it was phishing", "security", Urgent),
        ("I lost my laptop at the airport", "security", High),
        ("my phone lost its signal", "phone", Normal),
        ("Teams does not start\n\nSent from my iPhone", "software", Normal),
        ("Excel crashed at 10:20\n-- \nAna Ruiz\nMobile: +49 30 1234", "software", Normal),
        ("We have an outage in production, checkout returns 500 for all customers", "other", Urgent),
        ("customers cannot pay, we are losing money every minute", "other", Urgent),
        ("This is the FOURTH time I'm asking. My badge still doesn't open the door.", "access", High),
        ("Two weeks and my ticket about the scanner is still just sitting there.", "printer", High),
        ("my mailbox is full every two weeks", "email", Normal),
    ];
    for (text, topic, priority) in said {
        let subject = hear(text).subject;
        assert_eq!((subject.topic.as_str(), subject.priority), (topic, priority), "{text}: {subject:?}");
        assert_eq!(subject.reasons.is_empty(), topic == "other" && priority == Normal, "{text}");
    }
}
