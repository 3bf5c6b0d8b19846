//! Lists of names that the screen and the model share.

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
pub(super) use mirror;
