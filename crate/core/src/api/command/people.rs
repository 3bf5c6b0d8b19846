//! Changes of contacts and organizations.

use serde::Deserialize;

use super::CellInput;
use crate::api::mirror::mirror;

/// A change of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ContactEdit {
    /// Says one of its texts.
    SetText {
        /// Which.
        of: ContactText,
        /// What it says.
        text: String,
    },
    /// Gives it other e-mail addresses.
    SetEmails {
        /// The main one first.
        emails: Vec<String>,
    },
    /// Gives it other telephone numbers.
    SetPhones {
        /// The main one first.
        phones: Vec<String>,
    },
    /// Gives it other postal addresses.
    SetAddresses {
        /// The main one first.
        addresses: Vec<String>,
    },
    /// Gives it a name in another service.
    SetHandle {
        /// In which.
        handle: Handle,
        /// The name; an empty one takes it away.
        name: String,
    },
    /// Sets a field of the team's own.
    SetField {
        /// Which.
        field: String,
        /// Its new content.
        value: CellInput,
    },
    /// Says that it belongs to an organization, or does not, whatever its domains say.
    SetOrganization {
        /// Which.
        organization: String,
        /// Whether it does.
        on: bool,
    },
    /// Links it with another contact, or not.
    Link {
        /// Which.
        other: String,
        /// Whether it is linked.
        on: bool,
    },
    /// Deletes it, or brings it back.
    SetDeleted {
        /// Whether it is deleted.
        deleted: bool,
    },
}

/// A change of an organization.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, tag = "kind"))]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum OrganizationEdit {
    /// Says one of its texts.
    SetText {
        /// Which.
        of: OrganizationText,
        /// What it says.
        text: String,
    },
    /// Gives it other domains.
    SetDomains {
        /// None of them a public mail provider's.
        domains: Vec<String>,
    },
    /// Gives it other telephone numbers.
    SetPhones {
        /// The main one first.
        phones: Vec<String>,
    },
    /// Gives it other postal addresses.
    SetAddresses {
        /// The main one first.
        addresses: Vec<String>,
    },
    /// Gives it a name in another service.
    SetHandle {
        /// In which.
        handle: Handle,
        /// The name; an empty one takes it away.
        name: String,
    },
    /// Sets a field of the team's own.
    SetField {
        /// Which.
        field: String,
        /// Its new content.
        value: CellInput,
    },
    /// Links it with another organization, or not.
    Link {
        /// Which.
        other: String,
        /// Whether it is linked.
        on: bool,
    },
    /// Deletes it, or brings it back.
    SetDeleted {
        /// Whether it is deleted.
        deleted: bool,
    },
}

mirror! {
    /// A text of a contact.
    ContactText = ContactText {
        /// First name.
        GivenName,
        /// Last name.
        FamilyName,
        /// What the person is at work.
        Title,
        /// Free text.
        Notes,
        /// Where a picture is.
        PhotoUrl,
    }
}

mirror! {
    /// A text of an organization.
    OrganizationText = OrganizationText {
        /// Its name.
        Name,
        /// What it does.
        Industry,
        /// How many people work there.
        Employees,
        /// Free text.
        Notes,
        /// Where its logo is.
        LogoUrl,
    }
}

mirror! {
    /// A service where people and organizations have names.
    Handle = Handle {
        /// Twitter, now X.
        Twitter,
        /// Facebook.
        Facebook,
        /// LinkedIn.
        LinkedIn,
        /// Instagram.
        Instagram,
        /// GitHub.
        GitHub,
        /// A page of their own.
        Website,
    }
}
