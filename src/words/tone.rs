//! Checks tone: stock phrases, blame, jargon, promises nobody can keep; and, for the bot's own words, any claim of feeling.

use std::ops::Range;

use serde::Serialize;

use super::pattern::Pattern;

/// Something in a text that should be said otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToneFault {
    /// The rule's id: `stock`, `blame`, `defence`, `dismissal`, `promise`, `empty`, `jargon`, `feeling`.
    pub rule: &'static str,
    /// Where, as a byte range of the text.
    pub span: Range<usize>,
    /// Why it does harm, as a verb phrase that follows the words.
    pub why: &'static str,
    /// What to write instead, in one sentence without a full stop.
    pub instead: &'static str,
}

struct Rule {
    id: &'static str,
    pattern: Pattern,
    why: &'static str,
    instead: &'static str,
}

impl Rule {
    const fn new(id: &'static str, pattern: &'static str, why: &'static str, instead: &'static str) -> Rule {
        Rule { id, pattern: Pattern::new(pattern), why, instead }
    }
}

static RULES: [Rule; 14] = [
    Rule::new(
        "stock",
        r"(?i)\b(?:sorry|apologi[sz]e|apologies|regret) (?:for|about) (?:any|the|this) inconvenience|\bany inconvenience\b|\binconvenience (?:caused|this)",
        "is a phrase people have stopped reading",
        "name what went wrong and what it cost them",
    ),
    Rule::new(
        "stock",
        r"(?i)\bwe (?:sincerely |deeply )?apologi[sz]e\b|\bplease accept (?:our|my) apolog|\bour (?:sincere|deepest) apolog",
        "apologises from nobody in particular",
        "say \"I'm sorry\" and for what",
    ),
    Rule::new(
        "stock",
        r"(?i)\bvalued? (?:customers?|users?|employees?|colleagues?)\b|\bvalue your (?:patience|feedback|business|time)\b|\byour (?:call|request|satisfaction|feedback|patience) is (?:very )?(?:important|appreciated)|\bthank you for your patience\b|\bthanks for your patience\b|\bappreciate your (?:patience|understanding)\b|\bthank you for (?:contacting|reaching out|your understanding)",
        "is what machines say",
        "leave it out, or thank them for one thing they did",
    ),
    Rule::new(
        "stock",
        r"(?i)\brest assured\b|\bdo the needful\b|\bkindly\b|\bplease be (?:advised|informed)\b|\bas per\b|\bat your earliest convenience\b|\bdon't hesitate\b|\bdo not hesitate\b|\bin due course\b|\bgoing forward\b|\bat this point in time\b|\bplease bear with us\b|\breach out\b|\bexperience any (?:issues|problems)\b",
        "is office language",
        "say it as you would across a desk",
    ),
    Rule::new(
        "blame",
        r"(?i)\byou (?:should|could|must) (?:not )?have\b|\byou (?:failed|forgot|neglected) to\b|\byou did(?:n't| not) (?:follow|read|tell|provide|mention)\b|\byour (?:own )?(?:mistake|fault)\b|\bas (?:you were|already) told\b",
        "puts the fault on the person",
        "say what is needed now",
    ),
    Rule::new(
        "defence",
        r"(?i)\bnot (?:our|my) (?:fault|problem|responsibility|job|department)\b|\bnothing (?:we|i) can do\b|\b(?:it is|it's|that's|this is) (?:our|company) policy\b|\bworks (?:fine )?(?:for me|on my machine)\b",
        "defends the desk instead of helping",
        "say who can help and that you will ask them",
    ),
    Rule::new(
        "dismissal",
        r"(?i)\b(?:obviously|simply|as i said|like i said|as mentioned|clearly you|calm down|relax|no big deal|it's only a|you just need to|just (?:restart|reboot|reinstall|wait|try))\b",
        "makes the trouble sound small",
        "leave the word out",
    ),
    Rule::new(
        "promise",
        r"(?i)\b(?:guarantee[ds]?|i promise|we promise|100 ?%|immediately|instantly|right away|in no time|will never happen again|won't happen again|once and for all|as soon as possible|a\.?s\.?a\.?p\b|definitely be|very soon|any minute now|shortly)",
        "promises what nobody can hold you to, or nobody can keep",
        "give a time you can keep",
    ),
    Rule::new(
        "empty",
        r"(?i)\bi (?:completely |totally |fully |truly |absolutely |can only )?understand (?:your|how you|how frustrat|that this (?:is|must))|\b(?:i|we) (?:hear|feel) (?:you|your)\b|\bi know (?:exactly )?how you feel\b|\bi can imagine how\b|\bmust be (?:so |very |really |incredibly )?(?:frustrating|annoying|hard)\b",
        "claims to feel what the person feels",
        "name the thing that went wrong and what it costs them",
    ),
    Rule::new(
        "empty",
        r"(?i)\bunfortunately\b|\bregrettably\b|\bi'm afraid (?:that )?(?:we|i|there)\b|\bsad to hear\b",
        "announces bad news instead of telling it",
        "say the news, then the way on",
    ),
    Rule::new(
        "cheer",
        r"(?i)\b(?:awesome|yay|woohoo|no worries|happy to help|great question|super excited|have a (?:great|wonderful|nice) day)\b|!{2,}|🎉|😀|😊",
        "cheers where somebody has trouble",
        "leave it out",
    ),
    Rule::new(
        "jargon",
        r"(?i)\b(?:escalat(?:e|ed|ing) (?:this|it|your|to)|tier[- ]?[123]|l[123] (?:team|support)|sla|mttr|rca|root cause analysis|end[- ]users?|resolver group|incident management|triag(?:e|ed|ing)|remediat\w+|workaround|ci/cd|kb article|backlog|bandwidth to|stakeholders?|ticket (?:has been|was) (?:logged|raised))\b",
        "is the desk's own language",
        "say what happens and who does it",
    ),
    Rule::new(
        "passive",
        r"(?i)\b(?:mistakes were made|it has been (?:decided|determined)|your (?:issue|request|ticket) (?:has been|is being) (?:looked into|processed|reviewed|investigated))\b",
        "hides who does it",
        "name who does it",
    ),
    Rule::new(
        "number",
        r"(?i)\bdear (?:customer|user|employee|sir|madam|sir or madam)\b|\bto whom it may concern\b|\bticket holder\b",
        "addresses nobody",
        "use the person's name",
    ),
];

static FEELINGS: [Rule; 3] = [
    Rule::new(
        "feeling",
        r"(?i)\b(?:sorry|apolog\w+|unfortunately|regret\w*|sadly|alas|forgive|pardon|sympath\w+|empath\w+|condolences)\b",
        "apologises or regrets, which only a person may do",
        "state the fact alone",
    ),
    Rule::new(
        "feeling",
        r"(?i)\b(?:i|we|hearken|the desk|it) (?:\w+ ){0,2}(?:understand|feel|care|worry|hope|wish|appreciate|love|hate|fear|imagine|sympathi[sz]e)s?\b|\b(?:i'm|we're|i am|we are|is) (?:\w+ )?(?:glad|happy|delighted|pleased|sad|afraid|worried|concerned|grateful|excited|thankful|ashamed|embarrassed|proud)\b|\bhopefully\b",
        "claims a feeling the bot does not have",
        "state the fact alone",
    ),
    Rule::new(
        "feeling",
        r"(?i)\b(?:frustrat\w+|annoy\w+|rotten|awful|terrible|horrible|painful|stressful|upset(?:ting)?|maddening|good news|bad news|wonderful|lovely)\b",
        "judges how it feels",
        "state the fact alone",
    ),
];

/// Everything in `text` that a good writer would strike out, in order.
pub fn tone(text: &str) -> Vec<ToneFault> {
    faults(&RULES, text)
}

/// Every claim of feeling, apology or empathy in `text`: what the bot must never say on its own.
pub fn facts_only(text: &str) -> Vec<ToneFault> {
    faults(&FEELINGS, text)
}

fn faults(rules: &'static [Rule], text: &str) -> Vec<ToneFault> {
    let mut found: Vec<ToneFault> = rules
        .iter()
        .flat_map(|rule| {
            let spans: Vec<Range<usize>> = rule.pattern.find_iter(text).map(|place| place.range()).collect();
            spans.into_iter().map(|span| ToneFault { rule: rule.id, span, why: rule.why, instead: rule.instead })
        })
        .collect();
    found.sort_by_key(|fault| fault.span.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_good_writer_strikes_out() {
        for (rule, text) in [
            ("stock", "Sorry for any inconvenience caused."),
            ("stock", "We apologise that it took long."),
            ("stock", "Thank you for your patience."),
            ("stock", "Kindly do the needful."),
            ("blame", "You should have saved it."),
            ("defence", "That's not our fault."),
            ("dismissal", "Just restart it."),
            ("promise", "It will be fixed as soon as possible."),
            ("empty", "I understand your frustration."),
            ("empty", "This must be so frustrating."),
            ("cheer", "Happy to help!"),
            ("jargon", "I escalated this to L2 support."),
            ("passive", "Your issue is being looked into."),
            ("number", "Dear user,"),
        ] {
            assert!(tone(text).iter().any(|fault| fault.rule == rule), "{rule}: {text}");
        }
        assert_eq!(tone("Ana, your VPN has dropped again, and I'm sorry. I'm on it; word from me by 15:00."), vec![]);
    }

    #[test]
    fn the_bot_claims_no_feeling() {
        for text in [
            "I'm sorry.",
            "Unfortunately not.",
            "I hope this helps.",
            "We understand.",
            "Good news, it works.",
            "I’m glad.",
        ] {
            assert!(!facts_only(text).is_empty(), "{text}");
        }
        assert_eq!(facts_only("Sam has it. Next word by 15:00."), vec![]);
    }

    #[test]
    fn spans_fit_the_text() {
        let fault = &tone("ok. Rest assured")[0];
        assert_eq!(&"ok. Rest assured"[fault.span.clone()], "Rest assured");
    }
}
