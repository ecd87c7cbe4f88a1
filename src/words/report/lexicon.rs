//! The English words that reading a report rests on. Our own lists, grown from reports we wrote ourselves.

use std::collections::HashSet;
use std::sync::OnceLock;

/// A set of words, written as one text.
#[derive(Debug)]
pub struct Vocabulary {
    words: &'static str,
    set: OnceLock<HashSet<&'static str>>,
}

impl Vocabulary {
    /// The words between the spaces.
    pub const fn of(words: &'static str) -> Vocabulary {
        Vocabulary { words, set: OnceLock::new() }
    }

    /// Whether a word, in lower case, is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.set.get_or_init(|| self.words.split_whitespace().collect()).contains(word)
    }
}

/// How people speak of a thing when they say only its noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `your laptop`
    Yours,
    /// `the printer`
    The,
    /// `Outlook`
    Name,
}

/// Nouns that people say of what is theirs, as we spell them.
const YOURS: &str = "
     VPN laptop computer PC Mac MacBook machine desktop workstation monitor monitors screen screens display mouse
     keyboard headset headphones webcam camera microphone mic charger battery dock phone softphone voicemail extension
     iPhone iPad tablet badge mailbox inbox email emails mail calendar account password passwords login profile
     licence license authenticator MFA 2FA cursor touchpad trackpad browser connection station";
/// Nouns of what is shared.
const SHARED: &str = "
     sound audio Wi-Fi internet network printer printers copier scanner plotter projector server database intranet
     portal website site app application system drive folder spreadsheet update elevator door switch router pipeline
     checkout webshop CRM ERP";
/// Names.
const NAMES: &str = "
     Outlook Teams Zoom Slack Discord Excel Word PowerPoint OneDrive SharePoint OneNote Windows macOS Linux Chrome
     Firefox Edge Safari Jira Confluence GitHub GitLab Jenkins Docker Salesforce Workday ServiceNow SAP Citrix Figma
     Photoshop AutoCAD Adobe Acrobat Okta BitLocker Bluetooth Skype Gmail payroll Postgres";

/// The spelling and the style of a known thing, from its lower case.
pub fn thing(low: &str) -> Option<(&'static str, Style)> {
    static THINGS: OnceLock<std::collections::BTreeMap<String, (&'static str, Style)>> = OnceLock::new();
    let things = THINGS.get_or_init(|| {
        let lists = [(YOURS, Style::Yours), (SHARED, Style::The), (NAMES, Style::Name)];
        let known = lists.into_iter().flat_map(|(list, style)| list.split_whitespace().map(move |word| (word, style)));
        let known = known.map(|(word, style)| (word.to_lowercase(), (word, style)));
        let variants = [
            ("wifi", ("Wi-Fi", Style::The)),
            ("e-mail", ("email", Style::Yours)),
            ("e-mails", ("emails", Style::Yours)),
        ];
        known.chain(variants.map(|(word, thing)| (word.to_owned(), thing))).collect()
    });
    things.get(low).copied()
}

/// Words that stand before a thing and belong to it.
pub static MODIFIERS: Vocabulary = Vocabulary::of(
    "second external new old work company corporate shared docking office meeting left right team home guest desk
     colour color label main other usb wireless test staging production finance hr conference mobile room personal
     admin support project web file",
);

/// Short forms that stay in capitals though the rest is not.
pub static ACRONYMS: Vocabulary = Vocabulary::of(
    "vpn pc usb hdmi mfa 2fa sso pin pdf api crm erp sap hr it url dns ip ssd ram cpu gpu os tv csv sql ssh rdp ceo cfo
     cto dp ups lan wan qr sim sms id ad aws gps ssl tls ftp sftp nas bsod uk us eu ok mdm rsa",
);

/// Words written in capitals for weight, never as a name.
pub static SHOUTED: Vocabulary = Vocabulary::of(
    "not still again now never every all why any no help down dead slow work very so can cant wont does is my the
     please need this that who what how once day days week time times third even only just has have been nothing works
     gone lost and or but me we you your our for to of on in at today",
);

/// Words that carry heat, filler or courtesy but no fact: left out when saying a report back.
pub static FILLERS: Vocabulary = Vocabulary::of(
    "unfortunately sadly just really literally totally absolutely honestly seriously actually basically simply please pls plz plss kindly
     asap urgently urgent lol ffs wtf omg smh ugh argh grr sigh damn damned goddamn bloody fucking fuckin fking f*cking
     effing freaking frigging friggin flipping stupid crappy shitty bleeding blasted wretched dumb lousy useless hello
     hi hey sooo soooo yet now currently presently anymore obviously apparently somehow kinda thanks thx ta tia guys
     folks team mate haha btw fyi also anyway well ok okay um uh erm hmm oh man dude yeah yes yo dear suddenly quickly
     immediately",
);

/// Words after which nothing of a clause is said back: abuse, and words about the desk instead of the trouble.
pub static UNREPEATABLE: Vocabulary = Vocabulary::of(
    "fuck fucked fucks shit bullshit crap ass arse asshole bitch bastard damnit dammit hell piss pissed idiot idiots
     moron morons joke ridiculous pathetic incompetent garbage trash rubbish terrible awful worst horrible unacceptable
     disgrace disgusting nonsense insane crazy absurd sucks suck hate hates furious angry annoying annoyed frustrating
     frustrated fed sick screwed bs stupidest helpdesk servicedesk ticket tickets replied answered answering responded
     response reply replies manager boss complaint refund you your yours yourself wonderful brilliant lovely fantastic
     bravo suicide kill",
);

/// Finite verbs by which a noun phrase becomes a clause.
pub static VERBS: Vocabulary = Vocabulary::of(
    "is are was were has have had does do did isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't
     can can't could couldn't will won't would wouldn't should must might am keeps keep kept stopped stops stop started
     starts start refuses refused fails failed fail crashes crashed crash freezes froze freeze hangs hung hang drops
     dropped drop disconnects disconnected disconnect reboots rebooted restarts restarted shuts shut turns turned turn
     goes went go gets got get shows showed show says said say gives gave give throws threw asks asked ask takes took
     take runs ran run loses lost lose needs need needed wants want wanted looks look looked seems seem seemed appears
     appear appeared sounds sound feels feel flickers flickered flicker beeps blinks overheats overheated smells died
     dies die broke breaks break disappeared disappears vanished vanishes expired expires rejects rejected denies
     denied loads load loaded opens open opened closes closed connects connect connected syncs sync synced prints print scans scan
     printed works work worked responds displays displayed arrives arrive arrived comes come came sends send sent
     receives receive received makes make made tells tell told falls fell fills filled locks locked blocks blocked
     deletes deleted changed changes updates updated resets lags lagged stutters buzzes wakes sleeps boots booted
     charges charge charged jams jammed leaks redirects redirected loops bounces bounce bounced lets let forgot forget
     spilled spilt dropping deny upgraded bought joined left moved see saw hear think tried try use used uses lists
     creates ends ended sits stays stay cuts cut pops popped spins glitches glitched bricked cracked replaced installed
     accidentally there's that's it's kicks kicked logs logged signs signed times timed returns returned misses clicks types lasts crackles drains prompts lasted scrolls requires wipes overwrites hisses quits quit exits switches detects
     recognises recognizes accepts allows waits leads points reads writes saves saved missed
     eats eat ate ignores prompts rings ring squeaks corrupted duplicates duplicated",
);

/// States that are said without a verb: `VPN down again`.
pub static STATES: Vocabulary = Vocabulary::of(
    "down dead broken offline slow frozen stuck gone locked unreachable unavailable missing laggy unresponsive black
     blank blocked expired cracked corrupted empty full out off disabled disconnected jammed unusable invalid wrong
     lost so too very super extremely",
);

/// Things people have to be in time for.
pub static OCCASIONS: Vocabulary = Vocabulary::of(
    "call meeting demo presentation interview deadline review exam audit flight webinar standup stand-up workshop
     training pitch submission court hearing appointment payroll payday release launch deployment conference lecture
     class session delivery invoicing close closing kickoff",
);

/// Repairs of spellings that are quick to type: `wrong=right`, a space in the right one written `_`.
const REPAIRS: &str = "
     attachement=attachment connexion=connection adress=address tommorow=tomorrow occured=occurred
     computor=computer notebok=notebook dissapeared=disappeared freezed=froze seperate=separate
     i=I im=I'm i'm=I'm ive=I've i've=I've i'd=I'd i'll=I'll cant=can't cannot=can't cnat=can't can´t=can't
     couldnt=couldn't dont=don't doesnt=doesn't dosent=doesn't doesn=doesn't didnt=didn't wont=won't isnt=isn't
     arent=aren't wasnt=wasn't hasnt=hasn't havent=haven't wouldnt=wouldn't its=it's thats=that's theres=there's
     teh=the hte=the adn=and pasword=password passwrod=password pwd=password pw=password labtop=laptop moniter=monitor
     keybord=keyboard recieve=receive recieving=receiving recieved=received conect=connect conecting=connecting
     acess=access accout=account acount=account calender=calendar outlok=Outlook prnter=printer pinter=printer
     pritner=printer internett=internet wokring=working workign=working woking=working wrking=working loging=logging
     gona=going_to gonna=going_to wanna=want_to gotta=have_to bc=because cuz=because coz=because w/=with tmrw=tomorrow
     2day=today mins=minutes min=minutes hrs=hours u=you ur=your r=are alot=a_lot untill=until allways=always
     agian=again agin=again everytime=every_time";

/// The spelling we write instead.
pub fn repaired(low: &str) -> Option<String> {
    static REPAIRED: OnceLock<std::collections::BTreeMap<&'static str, &'static str>> = OnceLock::new();
    let repairs = REPAIRED.get_or_init(|| REPAIRS.split_whitespace().filter_map(|pair| pair.split_once('=')).collect());
    repairs.get(low).map(|right| right.replace('_', " "))
}

/// Verbs of what happens again and again: their forms, then the participle.
const EVENTS: &[&str] = &[
    "drops drop dropped dropping > dropped",
    "disconnects disconnect disconnected disconnecting > disconnected",
    "crashes crash crashed crashing > crashed",
    "freezes freeze froze freezing > frozen",
    "dies die died dying > died",
    "fails fail failed failing > failed",
    "reboots reboot rebooted rebooting > rebooted",
    "restarts restart restarted restarting > restarted",
    "hangs hang hung hanging > hung",
    "jams jam jammed jamming > jammed",
    "breaks break broke breaking > broken",
    "expires expire expired expiring > expired",
    "disappears disappear disappeared disappearing > disappeared",
    "stops stop stopped stopping > stopped",
    "shuts shut shutting > shut",
    "goes go went going > gone",
    "cuts cut cutting > cut",
    "locks lock locked locking > locked",
    "bounces bounce bounced bouncing > bounced",
];

/// The participle of a verb that happens again and again, from any of its forms.
pub fn event(low: &str) -> Option<&'static str> {
    EVENTS.iter().find_map(|line| {
        let (forms, participle) = line.split_once(" > ")?;
        forms.split(' ').any(|form| form == low).then_some(participle)
    })
}
