//! How each kind of property is read and written. A table of `json_object!` calls a kind by its name.

/// Every object has it.
pub(crate) mod required {
    pub(crate) use crate::runtime::models::object::{is_always as is_set, write};
    pub(crate) use crate::runtime::models::slots::{Required as Slot, Unread};
}

/// `None` and absent are the same.
pub(crate) mod optional {
    pub(crate) use crate::runtime::models::object::{is_some as is_set, write_some as write};
    pub(crate) use crate::runtime::models::slots::{Optional as Slot, Unread};
}

/// `None` is absent, `Some(None)` is `null`.
pub(crate) mod nullable {
    pub(crate) use crate::runtime::models::object::{is_some as is_set, write_some as write};
    pub(crate) use crate::runtime::models::slots::{Nullable as Slot, Unread};
}

/// Those that the model does not name.
pub(crate) mod others {
    pub(crate) use crate::runtime::models::object::write_others as write;
    pub(crate) use crate::runtime::models::slots::{NoOthers as Unread, Others as Slot};
}

// if: Integers
pub(crate) mod required_integer {
    pub(crate) use crate::runtime::models::integer::Required as Slot;
    pub(crate) use crate::runtime::models::properties::required::{Unread, is_set, write};
}

// if: Integers
pub(crate) mod optional_integer {
    pub(crate) use crate::runtime::models::integer::Optional as Slot;
    pub(crate) use crate::runtime::models::properties::optional::{Unread, is_set, write};
}

// if: Integers
pub(crate) mod nullable_integer {
    pub(crate) use crate::runtime::models::integer::Nullable as Slot;
    pub(crate) use crate::runtime::models::properties::nullable::{Unread, is_set, write};
}

// if: Integers
pub(crate) mod other_integers {
    pub(crate) use crate::runtime::models::integer::Others as Slot;
    pub(crate) use crate::runtime::models::properties::others::{Unread, write};
}

// if: Floats
pub(crate) mod required_float {
    pub(crate) use crate::runtime::models::float::write;
    pub(crate) use crate::runtime::models::properties::required::{Slot, Unread, is_set};
}

// if: Floats
pub(crate) mod optional_float {
    pub(crate) use crate::runtime::models::float::write_some as write;
    pub(crate) use crate::runtime::models::properties::optional::{Slot, Unread, is_set};
}

// if: Floats
pub(crate) mod nullable_float {
    pub(crate) use crate::runtime::models::float::write_some as write;
    pub(crate) use crate::runtime::models::properties::nullable::{Slot, Unread, is_set};
}

// if: Floats
pub(crate) mod other_floats {
    pub(crate) use crate::runtime::models::float::write_others as write;
    pub(crate) use crate::runtime::models::properties::others::{Slot, Unread};
}
