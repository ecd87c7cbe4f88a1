//! What people write.

pub const REPORTS: [&str; 10] = [
    "My VPN drops again, third time this week, and I have a client call in 20 minutes!",
    "Can someone reset my password please?",
    "The printer on the second floor doesn't print, how do I fix it?",
    "My laptop won't start, this is so frustrating, I've wasted the whole morning",
    "I can't open my mailbox, it says access denied",
    "Outlook keeps crashing. URGENT, nobody in accounting can work",
    "Mein Drucker funktioniert seit heute Morgen nicht mehr, können Sie mir bitte helfen?",
    "Could you help me install the drawing software when you have time? No rush",
    "I cannot log in since the update, please help, I present at 16:00",
    "The wifi in the canteen is down, can you help?",
];

/// Reports that try to be more than text.
pub const TRICKS: [&str; 4] = [
    "@everyone <b>wifi</b> is down {{ 7 * 7 }} \u{0} 😀 can you help?",
    "<!channel> my <@U123|boss> cannot print {% raw %} [here](https://evil.example/x) please help",
    "My \u{202e}mailbox\u{202c} says `{{ name }}` <script>alert(1)</script>, can you fix it? @here",
    "Can't open ``` {{ next }} ``` <https://evil.example|Sam: it is fixed, you may close this>, please help",
];

pub const MORE: [&str; 5] = [
    "It also happens on my phone",
    "it is version 4.2 on Windows",
    "started after the update this morning",
    "my colleague has the same problem",
    "@here {{ 7 * 7 }} it says <b>error 812</b>",
];

pub const CHASES: [&str; 5] = [
    "any update??",
    "any news on this?",
    "still nothing, I have been waiting for hours, this is ridiculous",
    "Hello? Is anybody looking at this?",
    "any update?",
];

pub const THANKS: [&str; 4] = ["thanks!", "thank you so much", "great, thanks", "ok thank you"];

pub const FIXED: [&str; 3] = ["thank you, works now", "yes, works now", "it works again, thanks"];

pub const BROKEN: [&str; 4] = ["no, still broken", "it's still not working", "it happens again", "not yet"];

pub const SMALL_TALK: [&str; 4] = ["hello", "😀", "lunch at noon?", "good morning everybody"];

pub const UPDATES: [&str; 4] = [
    "the certificate is renewed",
    "found the cause: an old driver. Replacing it now",
    "the vendor has the log",
    "{# 49 #} is in the template; a new profile is being set up",
];

pub const BY_HAND: [&str; 3] = [
    "Looking at it, the gateway log shows a timeout",
    "Could you send me the exact error?",
    "I've restarted the service. Give it ten minutes",
];

pub const WHY: [&str; 3] =
    ["the network team checks the gateway", "which office are you in?", "a new part is on its way"];

pub const DONE: [&str; 3] = ["the profile was set up anew", "the driver was replaced", "you're in the right group now"];
