//! The setters of a model, as a table: what each takes, and what the field becomes.
//!
//! ```text
//! setters! {
//!     Pet {
//!         name: impl Into<String> => name.into();
//!         born_in: i64 => Some(born_in);
//!     }
//! }
//! ```

/// Implements the setters of a table.
macro_rules! setters {
    ($model:ident { $($(#[$attribute:meta])* $field:ident: $taken:ty => $value:expr;)* }) => {
        impl $model {
            $(
                /// Sets the field of this name.
                $(#[$attribute])*
                #[must_use]
                #[inline]
                pub fn $field(mut self, $field: $taken) -> Self {
                    self.$field = $value;
                    self
                }
            )*
        }
    };
}

pub(crate) use setters;
