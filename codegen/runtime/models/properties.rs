//! How each kind of property is read and written. A table of `json_object!` calls a kind by its name.

/// Every object has it.
pub(crate) mod required {
    pub(crate) use crate::runtime::models::object::{
        is_always as is_set, read_some as read, write,
    };
}

/// `None` and absent are the same.
pub(crate) mod optional {
    pub(crate) use crate::runtime::models::object::{is_some as is_set, read, write_some as write};
}

/// `None` is absent, `Some(None)` is `null`.
pub(crate) mod nullable {
    pub(crate) use crate::runtime::models::object::{
        is_some as is_set, read_some as read, write_some as write,
    };
}

/// Those that the model does not name.
pub(crate) mod others {
    pub(crate) use crate::runtime::models::object::{read_other as read, write_others as write};
}

// if: Integers
pub(crate) mod required_integer {
    pub(crate) use crate::runtime::models::integer::read_some as read;
    pub(crate) use crate::runtime::models::properties::required::{is_set, write};
}

// if: Integers
pub(crate) mod optional_integer {
    pub(crate) use crate::runtime::models::integer::read;
    pub(crate) use crate::runtime::models::properties::optional::{is_set, write};
}

// if: Integers
pub(crate) mod nullable_integer {
    pub(crate) use crate::runtime::models::integer::read_some as read;
    pub(crate) use crate::runtime::models::properties::nullable::{is_set, write};
}

// if: Integers
pub(crate) mod other_integers {
    pub(crate) use crate::runtime::models::integer::read_other as read;
    pub(crate) use crate::runtime::models::properties::others::write;
}

// if: Floats
pub(crate) mod required_float {
    pub(crate) use crate::runtime::models::float::write;
    pub(crate) use crate::runtime::models::properties::required::{is_set, read};
}

// if: Floats
pub(crate) mod optional_float {
    pub(crate) use crate::runtime::models::float::write_some as write;
    pub(crate) use crate::runtime::models::properties::optional::{is_set, read};
}

// if: Floats
pub(crate) mod nullable_float {
    pub(crate) use crate::runtime::models::float::write_some as write;
    pub(crate) use crate::runtime::models::properties::nullable::{is_set, read};
}

// if: Floats
pub(crate) mod other_floats {
    pub(crate) use crate::runtime::models::float::write_others as write;
    pub(crate) use crate::runtime::models::properties::others::read;
}
