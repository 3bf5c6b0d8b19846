//! What the mail of a box comes to.

use std::collections::BTreeSet;

use boxwood_model::{Mail, Millis};

use super::{Content, Contents};

impl<'r> Contents<'r> {
    /// How many of the mails there are.
    pub(super) fn mails(&self, which: fn(&Mail) -> bool) -> Content<'static> {
        let mails = self.record.live_mails();
        Content::count(mails.filter(|(_, mail)| which(mail)).count())
    }

    /// When the last of the mails was sent.
    pub(super) fn last_mail(&self, which: fn(&Mail) -> bool) -> Option<Millis> {
        let mails = self.record.live_mails().filter(|(_, mail)| which(mail));
        mails.map(|(_, mail)| mail.at).max()
    }

    /// When the first mail was sent.
    pub(super) fn first_mail(&self) -> Option<Millis> {
        self.record.live_mails().map(|(_, mail)| mail.at).min()
    }

    /// The last mail; of two at once, the one whose id is greater.
    pub(super) fn latest_mail(&self) -> Option<&'r Mail> {
        let mails = self.record.live_mails();
        mails
            .max_by_key(|(id, mail)| (mail.at, *id))
            .map(|(_, mail)| mail)
    }

    /// How many addresses sent or got the mails, teammates' too.
    pub(super) fn mail_participants(&self) -> Content<'static> {
        let mut addresses: BTreeSet<&str> = BTreeSet::new();
        for (_, mail) in self.record.live_mails() {
            addresses.insert(&mail.from);
            addresses.extend(mail.to.iter().map(String::as_str));
        }
        Content::count(addresses.len())
    }
}
