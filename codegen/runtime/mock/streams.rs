//! What a mock has to know of an operation whose response is a stream.

use super::{content::Written, operation::Operation, stub::Mock};

// if: Events
/// An operation whose success is a stream of events, as `send_events` reads it.
pub trait EventOperation: Operation {
    /// The data of an event.
    type Event;

    /// The success with events of this data.
    #[doc(hidden)]
    fn events(all: &[Self::Event]) -> Written;
}

// if: Items
/// An operation whose success is a stream of items, as `send_items` reads it.
pub trait ItemOperation: Operation {
    /// An item.
    type Item;

    /// The success with these items.
    #[doc(hidden)]
    fn items(all: &[Self::Item]) -> Written;
}

// if: Events
#[allow(
    clippy::return_self_not_must_use,
    reason = "what it says holds at once"
)]
impl<O: EventOperation> Mock<'_, O> {
    /// Answers with a stream of events that have this data, one after the other.
    ///
    /// # Panics
    ///
    /// If the data cannot be written.
    #[track_caller]
    pub fn respond_events(self, data: impl IntoIterator<Item = impl Into<O::Event>>) -> Self {
        let data: Vec<O::Event> = data.into_iter().map(Into::into).collect();
        self.respond_written(O::events(&data))
    }
}

// if: Items
#[allow(
    clippy::return_self_not_must_use,
    reason = "what it says holds at once"
)]
impl<O: ItemOperation> Mock<'_, O> {
    /// Answers with a stream of these items, one after the other.
    ///
    /// # Panics
    ///
    /// If an item cannot be written.
    #[track_caller]
    pub fn respond_items(self, items: impl IntoIterator<Item = impl Into<O::Item>>) -> Self {
        let items: Vec<O::Item> = items.into_iter().map(Into::into).collect();
        self.respond_written(O::items(&items))
    }
}
