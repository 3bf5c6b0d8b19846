//! How the enums of the API are declared that are more than they look.

/// Makes an enum of the API that has the variants of one of the model's, and both ways between them.
macro_rules! mirror {
    ($(#[$meta:meta])* $name:ident = $model:ident { $($(#[$doc:meta])* $variant:ident,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
        #[serde(rename_all = "camelCase")]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl From<boxwood_model::$model> for $name {
            fn from(model: boxwood_model::$model) -> Self {
                match model {
                    $(boxwood_model::$model::$variant => Self::$variant,)*
                }
            }
        }

        impl From<$name> for boxwood_model::$model {
            fn from(name: $name) -> Self {
                match name {
                    $($name::$variant => Self::$variant,)*
                }
            }
        }
    };
}

/// Makes an enum of the API that goes both ways: written as an object that says its variant under
/// `kind`, and read as the platform's reader does, which asks such an object for its variant.
///
/// serde's reading of `#[serde(tag = "kind")]`, which would come with its writing, copies all that
/// the object holds first, and is ten times the code.
macro_rules! by_kind {
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$doc:meta])* $variant:ident $({
            $($(#[$field_doc:meta])* $field:ident: $type:ty,)*
        })?,)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
        #[serde(
            tag = "kind",
            rename_all = "camelCase",
            rename_all_fields = "camelCase"
        )]
        pub enum $name {
            $($(#[$doc])* $variant $({
                $($(#[$field_doc])* $field: $type,)*
            })?,)*
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #[derive(serde::Deserialize)]
                #[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
                enum Read {
                    $($variant $({ $($field: $type,)* })?,)*
                }
                let read = Read::deserialize(deserializer)?;
                Ok(match read {
                    $(Read::$variant $({ $($field,)* })? => Self::$variant $({ $($field,)* })?,)*
                })
            }
        }
    };
}

pub(super) use {by_kind, mirror};
