//! The team's address book: people, and the organizations they belong to.

use serde::{Deserialize, Serialize};

use crate::register::merge_fields;
use crate::{
    ContactId, FieldId, LiteMap, Millis, OrganizationId, Register, Registers, Stamp, StampedSet,
    UserId, Value,
};

/// A person outside the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Which.
    pub id: ContactId,
    /// When it was made, by its maker's clock.
    pub created_at: Millis,
    /// Who made it.
    pub created_by: UserId,
    /// First name.
    pub given_name: Register<String>,
    /// Last name.
    pub family_name: Register<String>,
    /// What the person is at work.
    pub title: Register<String>,
    /// Free text.
    pub notes: Register<String>,
    /// E-mail addresses in lower case, the main one first.
    pub emails: Register<Vec<String>>,
    /// Telephone numbers, the main one first.
    pub phones: Register<Vec<String>>,
    /// Postal addresses, the main one first.
    pub addresses: Register<Vec<String>>,
    /// Names in other services.
    pub handles: Registers<Handle, String>,
    /// Where a picture of the person is: an `https:` address, or nothing.
    pub photo_url: Register<String>,
    /// The team's own fields.
    pub values: Registers<FieldId, Value>,
    /// Organizations that a person said belong to the contact, or do not: the latter also where the
    /// domain of an address says otherwise.
    pub organizations: StampedSet<OrganizationId>,
    /// Other contacts that this one has to do with.
    pub links: StampedSet<ContactId>,
    /// Whether it was deleted.
    pub deleted: Register<bool>,
}

/// An organization outside the team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    /// Which.
    pub id: OrganizationId,
    /// When it was made, by its maker's clock.
    pub created_at: Millis,
    /// Who made it.
    pub created_by: UserId,
    /// The name that people see.
    pub name: Register<String>,
    /// Its domains in lower case: contacts with an address there belong to it by themselves.
    pub domains: Register<Vec<String>>,
    /// What it does.
    pub industry: Register<String>,
    /// How many people work there, such as `11-50`.
    pub employees: Register<String>,
    /// Free text.
    pub notes: Register<String>,
    /// Telephone numbers, the main one first.
    pub phones: Register<Vec<String>>,
    /// Postal addresses, the main one first.
    pub addresses: Register<Vec<String>>,
    /// Names in other services.
    pub handles: Registers<Handle, String>,
    /// Where its logo is: an `https:` address, or nothing.
    pub logo_url: Register<String>,
    /// The team's own fields.
    pub values: Registers<FieldId, Value>,
    /// Other organizations that this one has to do with.
    pub links: StampedSet<OrganizationId>,
    /// Whether it was deleted.
    pub deleted: Register<bool>,
}

/// A service where people and organizations have names.
///
/// The order of the variants is part of the wire format: new ones go to the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Handle {
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

merge_fields!(Contact {
    given_name,
    family_name,
    title,
    notes,
    emails,
    phones,
    addresses,
    handles,
    photo_url,
    values,
    organizations,
    links,
    deleted,
});

merge_fields!(Organization {
    name,
    domains,
    industry,
    employees,
    notes,
    phones,
    addresses,
    handles,
    logo_url,
    values,
    links,
    deleted,
});

impl Contact {
    /// A contact about whom nothing is known yet.
    #[must_use]
    pub fn new(id: ContactId, created_by: UserId, stamp: Stamp) -> Self {
        let text = || Register::new(String::new(), stamp);
        let texts = || Register::new(Vec::new(), stamp);
        Self {
            id,
            created_at: stamp.at.millis(),
            created_by,
            given_name: text(),
            family_name: text(),
            title: text(),
            notes: text(),
            emails: texts(),
            phones: texts(),
            addresses: texts(),
            handles: LiteMap::new(),
            photo_url: text(),
            values: LiteMap::new(),
            organizations: LiteMap::new(),
            links: LiteMap::new(),
            deleted: Register::new(false, stamp),
        }
    }

    /// The name that people see: both names, or else the main address.
    #[must_use]
    pub fn display_name(&self) -> String {
        let names = [&*self.given_name.value, &*self.family_name.value];
        let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
        match self.emails.value.first() {
            Some(email) if names.is_empty() => email.clone(),
            _ => names.join(" "),
        }
    }
}

impl Organization {
    /// An organization about which nothing is known but its name.
    #[must_use]
    pub fn new(id: OrganizationId, name: String, created_by: UserId, stamp: Stamp) -> Self {
        let text = || Register::new(String::new(), stamp);
        let texts = || Register::new(Vec::new(), stamp);
        Self {
            id,
            created_at: stamp.at.millis(),
            created_by,
            name: Register::new(name, stamp),
            domains: texts(),
            industry: text(),
            employees: text(),
            notes: text(),
            phones: texts(),
            addresses: texts(),
            handles: LiteMap::new(),
            logo_url: text(),
            values: LiteMap::new(),
            links: LiteMap::new(),
            deleted: Register::new(false, stamp),
        }
    }
}
