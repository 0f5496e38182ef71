//! Turns a panic of the generator, which is a bug there, into something to report.

use std::{
    cell::RefCell,
    panic::{self, AssertUnwindSafe, PanicHookInfo},
    sync::Once,
};

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// What `work` returns, or where and why it panicked. Nothing is printed.
///
/// # Errors
///
/// The panic's message and place.
pub fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let others = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            // Only what `catch` waits for is kept back.
            let caught = LAST
                .with_borrow_mut(|last| last.as_mut().map(|last| *last = describe(info)).is_some());
            if !caught {
                others(info);
            }
        }));
    });
    LAST.set(Some(String::new()));
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    let message = LAST.take().unwrap_or_default();
    result.map_err(|_| message)
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let payload = info.payload();
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    match info.location() {
        Some(place) => format!("{message} ({}:{})", short(place.file()), place.line()),
        None => message.to_owned(),
    }
}

/// The file of a dependency without the directory in which Cargo keeps it.
fn short(file: &str) -> &str {
    file.split_once("/registry/src/")
        .and_then(|(_, rest)| rest.split_once('/'))
        .map_or(file, |(_, rest)| rest)
}

#[cfg(test)]
mod tests {
    use super::{catch, short};

    #[test]
    fn a_dependency_is_named_without_its_directory() {
        let file = "/home/me/.cargo/registry/src/index-1/x-1.0.0/src/lib.rs";
        assert_eq!(short(file), "x-1.0.0/src/lib.rs");
        assert_eq!(short("codegen/src/lib.rs"), "codegen/src/lib.rs");
    }

    #[test]
    fn a_panic_becomes_its_message_and_place() {
        assert_eq!(catch(|| 1), Ok(1));
        let message = catch(|| panic!("number {}", 2)).unwrap_err();
        assert!(message.starts_with("number 2 ("), "{message}");
        assert!(message.contains("panics.rs:"), "{message}");
    }
}
