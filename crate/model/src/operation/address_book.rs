//! Operations on contacts and organizations.

use serde::{Deserialize, Serialize};

use crate::{ContactId, FieldId, Handle, OrganizationId, Value};

/// A change of a contact.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactOperation {
    /// Makes it. It needs a name or an address.
    Create {
        /// First name.
        given_name: String,
        /// Last name.
        family_name: String,
        /// E-mail addresses, the main one first.
        emails: Vec<String>,
    },
    /// Says one of its texts.
    SetText(ContactText, String),
    /// Gives it other e-mail addresses, the main one first.
    SetEmails(Vec<String>),
    /// Gives it other telephone numbers, the main one first.
    SetPhones(Vec<String>),
    /// Gives it other postal addresses, the main one first.
    SetAddresses(Vec<String>),
    /// Gives it a name in another service; an empty one takes it away.
    SetHandle(Handle, String),
    /// Sets a field of the team's own.
    SetField(FieldId, Value),
    /// Says that it belongs to an organization, or does not, whatever its domains say.
    SetOrganization(OrganizationId, bool),
    /// Links it with another contact, or not; the other one is linked too.
    Link(ContactId, bool),
    /// Deletes it, or brings it back.
    SetDeleted(bool),
}

/// A text of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContactText {
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

/// A change of an organization.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrganizationOperation {
    /// Makes it. It needs a name or a domain.
    Create {
        /// Its name; its first domain where it is empty.
        name: String,
        /// Its domains, none of them a public mail provider's.
        domains: Vec<String>,
    },
    /// Says one of its texts.
    SetText(OrganizationText, String),
    /// Gives it other domains, none of them a public mail provider's.
    SetDomains(Vec<String>),
    /// Gives it other telephone numbers, the main one first.
    SetPhones(Vec<String>),
    /// Gives it other postal addresses, the main one first.
    SetAddresses(Vec<String>),
    /// Gives it a name in another service; an empty one takes it away.
    SetHandle(Handle, String),
    /// Sets a field of the team's own.
    SetField(FieldId, Value),
    /// Links it with another organization, or not; the other one is linked too.
    Link(OrganizationId, bool),
    /// Deletes it, or brings it back.
    SetDeleted(bool),
}

/// A text of an organization.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrganizationText {
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
