//! What fields hold, and what a person puts into a cell.

use serde::{Deserialize, Serialize};

use crate::api::mirror::by_kind;

/// A field of a new pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct FieldInput {
    /// Its name.
    pub name: String,
    /// What its cells hold.
    pub kind: KindInput,
}

by_kind! {
    /// What the cells of a field hold.
    pub enum KindInput {
        /// Text.
        Text,
        /// A number.
        Number,
        /// An amount of money.
        Currency {
            /// An ISO 4217 code, such as `EUR`.
            code: String,
        },
        /// A date.
        Date,
        /// A checkbox.
        Checkbox,
        /// One of some choices.
        Dropdown {
            /// Their names, in order.
            choices: Vec<String>,
        },
        /// A member of the team.
        Person,
        /// A share.
        Percent,
        /// A moment.
        DateTime,
        /// Any of some choices.
        Tags {
            /// Their names, in order.
            choices: Vec<String>,
        },
        /// A contact.
        Contact,
        /// An organization.
        Organization,
        /// An address in the web.
        Url,
        /// An e-mail address.
        Email,
        /// A telephone number.
        Phone,
        /// A whole number from 0 on.
        Rating {
            /// The largest that there can be, 1 to 10.
            most: u8,
        },
        /// Calculated from other columns of a pipeline.
        Formula {
            /// The formula as people write it, with the names of columns: `[Deal size] * 0.2`.
            formula: String,
        },
    }
}

by_kind! {
    /// What a person puts into a cell.
    pub enum CellInput {
        /// Nothing: empties the cell.
        Empty,
        /// Text.
        Text {
            /// The text.
            text: String,
        },
        /// A number or an amount of money.
        Number {
            /// Decimal digits with `.` as the decimal point and an optional `-`: `-1234.50`.
            number: String,
        },
        /// A date.
        Date {
            /// `YYYY-MM-DD`.
            date: String,
        },
        /// A checkbox.
        Checkbox {
            /// Whether it is checked.
            checked: bool,
        },
        /// A choice of a dropdown.
        Choice {
            /// Its id.
            choice: String,
        },
        /// A member of the team.
        Person {
            /// Their id.
            person: String,
        },
        /// A moment.
        Moment {
            /// Milliseconds since 1970-01-01T00:00Z.
            #[cfg_attr(feature = "ts", ts(type = "number"))]
            at: u64,
        },
        /// Choices of a tags field.
        Tags {
            /// Their ids.
            choices: Vec<String>,
        },
        /// A contact.
        Contact {
            /// Its id.
            contact: String,
        },
        /// An organization.
        Organization {
            /// Its id.
            organization: String,
        },
    }
}
