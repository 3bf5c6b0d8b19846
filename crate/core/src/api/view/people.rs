//! Contacts and organizations.

use serde::{Deserialize, Serialize};

use super::{Cell, FieldView, LabelView};
use crate::api::Handle;

/// A contact or organization in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct PersonRow {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// A contact's main e-mail address, or an organization's main domain.
    pub address: Option<String>,
}

/// All about a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct ContactPage {
    /// Which.
    pub id: String,
    /// Its name as people see it.
    pub name: String,
    /// First name.
    pub given_name: String,
    /// Last name.
    pub family_name: String,
    /// What the person is at work.
    pub title: String,
    /// Free text.
    pub notes: String,
    /// E-mail addresses, the main one first.
    pub emails: Vec<String>,
    /// Telephone numbers, the main one first.
    pub phones: Vec<String>,
    /// Postal addresses, the main one first.
    pub addresses: Vec<String>,
    /// Names in other services.
    pub handles: Vec<HandleView>,
    /// Where a picture is, or nothing.
    pub photo_url: String,
    /// The team's own fields of contacts.
    pub fields: Vec<FieldView>,
    /// Their contents, in the same order.
    pub cells: Vec<Cell>,
    /// The organizations that it belongs to.
    pub organizations: Vec<MembershipView>,
    /// Other contacts that it has to do with.
    pub links: Vec<PersonRow>,
    /// Boxes that are about it, the newest first; of many only the first ones.
    pub boxes: Vec<LabelView>,
    /// Whether it was deleted.
    pub deleted: bool,
}

/// All about an organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct OrganizationPage {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its domains.
    pub domains: Vec<String>,
    /// What it does.
    pub industry: String,
    /// How many people work there.
    pub employees: String,
    /// Free text.
    pub notes: String,
    /// Telephone numbers, the main one first.
    pub phones: Vec<String>,
    /// Postal addresses, the main one first.
    pub addresses: Vec<String>,
    /// Names in other services.
    pub handles: Vec<HandleView>,
    /// Where its logo is, or nothing.
    pub logo_url: String,
    /// The team's own fields of organizations.
    pub fields: Vec<FieldView>,
    /// Their contents, in the same order.
    pub cells: Vec<Cell>,
    /// The contacts that belong to it; of many only the first ones.
    pub contacts: Vec<MembershipView>,
    /// How many there are in all.
    pub contact_count: u32,
    /// Other organizations that it has to do with.
    pub links: Vec<PersonRow>,
    /// Boxes that are about it, the newest first; of many only the first ones.
    pub boxes: Vec<LabelView>,
    /// Whether it was deleted.
    pub deleted: bool,
}

/// A name in another service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct HandleView {
    /// In which.
    pub handle: Handle,
    /// The name.
    pub name: String,
}

/// That a contact belongs to an organization: the one seen from the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct MembershipView {
    /// The other one.
    pub other: PersonRow,
    /// Whether a person said so; otherwise the domain of an address does.
    pub said: bool,
}
