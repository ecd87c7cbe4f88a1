//! Small words by which a few words are known to be no English.

use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Small words that other languages of Latin letters can hardly do without, and that English does not have; and what a
/// desk is told most.
const ELSEWHERE: &str = "
    der ist nicht kein keine mein meine meinen und seit heute geht funktioniert startet kaputt bitte wieder ich wir habe
    auf für noch immer kann mehr drucker rechner está estoy muy puedo puede tengo pero desde hoy porque gracias hola
    pas avec depuis j'ai je nous suis problème une toujours bonjour merci ordinateur imprimante marche não minha meu
    consigo obrigado obrigada mio perché funziona grazie ciao oggi stampante mijn niet werkt een geen sinds vandaag het
    funciona funcionan impresora mis correo contraseña pantalla teclado ordenador fonctionne écran clavier bildschirm
    tastatur meiner defekt schermo tastiera impressora senha tela
    inte fungerar jag med sedan nie działa mój moja się ikke virker çalışmıyor benim";

/// Whether a word in lower case belongs to another language than English.
pub fn is_elsewhere(low: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| ELSEWHERE.split_whitespace().collect()).contains(low.replace('’', "'").as_str())
}
