//! Operations: in which group, under which name, with which parameters, bodies and responses.

mod bodies;
mod groups;
mod headers;
mod media_types;
mod multipart;
mod names;
mod operation;
mod pagination;
mod parameters;
mod path;
mod responses;
mod streams;
mod styles;
