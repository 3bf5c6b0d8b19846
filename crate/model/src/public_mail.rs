//! Domains where anybody can have an address: sharing one says nothing about where people work.

/// Whether anybody can have an address in this domain, which is in lower case.
#[must_use]
pub fn is_public_mail(domain: &str) -> bool {
    // Some providers have a domain in every country.
    let families = ["yahoo.", "hotmail.", "outlook.", "live.", "gmx.", "ymail."];
    PROVIDERS.binary_search(&domain).is_ok()
        || families.iter().any(|family| domain.starts_with(family))
}

/// The domain of an address, where it says something about where people work.
#[must_use]
pub fn own_domain(email: &str) -> Option<&str> {
    let (_, domain) = email.rsplit_once('@')?;
    (!domain.is_empty() && !is_public_mail(domain)).then_some(domain)
}

/// In order, so that they can be looked up.
const PROVIDERS: &[&str] = &[
    "126.com",
    "163.com",
    "aim.com",
    "aol.com",
    "arcor.de",
    "att.net",
    "bellsouth.net",
    "bigpond.com",
    "bluewin.ch",
    "btinternet.com",
    "charter.net",
    "comcast.net",
    "cox.net",
    "daum.net",
    "duck.com",
    "earthlink.net",
    "fastmail.com",
    "fastmail.fm",
    "free.fr",
    "freenet.de",
    "gmail.com",
    "googlemail.com",
    "hanmail.net",
    "hey.com",
    "hushmail.com",
    "icloud.com",
    "inbox.lv",
    "inbox.ru",
    "interia.pl",
    "laposte.net",
    "libero.it",
    "list.ru",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "naver.com",
    "o2.pl",
    "onet.pl",
    "optonline.net",
    "orange.fr",
    "pm.me",
    "posteo.de",
    "proton.me",
    "protonmail.ch",
    "protonmail.com",
    "qq.com",
    "rediffmail.com",
    "rocketmail.com",
    "sbcglobal.net",
    "seznam.cz",
    "sfr.fr",
    "shaw.ca",
    "sina.com",
    "sky.com",
    "sympatico.ca",
    "t-online.de",
    "talktalk.net",
    "telenet.be",
    "terra.com.br",
    "tuta.com",
    "tutanota.com",
    "uol.com.br",
    "verizon.net",
    "virgilio.it",
    "wanadoo.fr",
    "web.de",
    "wp.pl",
    "yandex.com",
    "yandex.ru",
    "yeah.net",
    "zoho.com",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_are_in_order_and_found() {
        assert!(PROVIDERS.is_sorted());
        assert!(is_public_mail("gmail.com") && is_public_mail("yahoo.co.uk"));
        assert!(!is_public_mail("hill.example") && !is_public_mail("mygmail.com"));
    }

    #[test]
    fn only_domains_of_their_own_say_something() {
        assert_eq!(own_domain("ana@hill.example"), Some("hill.example"));
        assert_eq!(own_domain("ana@gmail.com"), None);
        assert_eq!(own_domain("ana"), None);
    }
}
