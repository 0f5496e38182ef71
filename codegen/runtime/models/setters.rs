//! The setters of a model, or of an operation's builder, as a table: what each takes, and what the
//! field becomes.
//!
//! ```text
//! setters! {
//!     Pet {
//!         name: impl Into<String> => name.into();
//!         born_in: i64 => Some(born_in);
//!     }
//! }
//! setters! {
//!     ListPets<'_> {
//!         /// Only pets that are as old as that.
//!         age: i64 => Some(age);
//!     }
//! }
//! ```
//!
//! What a field of a model means stands at the field; the fields of a builder are private.

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
    ($builder:ident<'_> { $($(#[$attribute:meta])* $field:ident: $taken:ty => $value:expr;)* }) => {
        impl $builder<'_> {
            $(
                $(#[$attribute])*
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
