//! The positions in YAML: one pass of an event parser over the text makes a tree of positions.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser};

use super::follow::follow;

/// The nodes of a YAML text.
#[derive(Debug, Default)]
pub(crate) struct Yaml {
    nodes: Vec<Node>,
}

#[derive(Debug)]
struct Node {
    line: usize,
    column: usize,
    children: HashMap<Box<str>, usize>,
}

/// A collection whose end has not been seen.
struct Open {
    node: usize,
    /// `None` in a mapping where a key comes next.
    slot: Slot,
}

enum Slot {
    Item(usize),
    Key,
    Value(Box<str>, Marker),
}

impl Yaml {
    /// Reads the text as far as it is YAML.
    pub fn of(text: &str) -> Self {
        let mut builder = Builder::default();
        let mut events = Parser::new_from_str(text);
        while let Some(Ok((event, span))) = events.next_event() {
            if !builder.event(event, span.start) {
                break;
            }
        }
        Self {
            nodes: builder.nodes,
        }
    }

    pub fn find(&self, pointer: &str) -> (usize, usize) {
        let at = follow(0, pointer, |at, segment| self.child(at, segment, 0));
        self.nodes
            .get(at)
            .map_or((1, 1), |node| (node.line, node.column))
    }

    fn child(&self, at: usize, segment: &str, depth: usize) -> Option<usize> {
        let children = &self.nodes.get(at)?.children;
        if let Some(child) = children.get(segment) {
            return Some(*child);
        }
        if depth > 16 {
            return None;
        }
        let merged = *children.get("<<")?;
        self.child(merged, segment, depth + 1).or_else(|| {
            (0..self.nodes.get(merged)?.children.len())
                .filter_map(|index| self.nodes[merged].children.get(&*index.to_string()))
                .find_map(|item| self.child(*item, segment, depth + 1))
        })
    }
}

#[derive(Default)]
struct Builder {
    nodes: Vec<Node>,
    open: Vec<Open>,
    anchors: HashMap<usize, usize>,
}

impl Builder {
    /// Takes one event; false after the first document.
    fn event(&mut self, event: Event<'_>, start: Marker) -> bool {
        match event {
            Event::Scalar(text, _, anchor, _) => self.scalar(text, anchor, start),
            Event::Alias(anchor) => {
                let target = self.anchors.get(&anchor).copied();
                let node = target.unwrap_or_else(|| self.make(start));
                self.attach(node);
            }
            Event::SequenceStart(anchor, _) => self.open(anchor, start, Slot::Item(0)),
            Event::MappingStart(anchor, _) => self.open(anchor, start, Slot::Key),
            Event::SequenceEnd | Event::MappingEnd => {
                self.open.pop();
            }
            Event::DocumentEnd => return false,
            _ => {}
        }
        true
    }

    fn scalar(&mut self, text: Cow<'_, str>, anchor: usize, start: Marker) {
        if let Some(Open {
            slot: slot @ Slot::Key,
            ..
        }) = self.open.last_mut()
        {
            *slot = Slot::Value(text.into(), start);
            return;
        }
        let node = self.make(start);
        self.anchor(anchor, node);
        self.attach(node);
    }

    fn open(&mut self, anchor: usize, start: Marker, slot: Slot) {
        // A collection is found by its key: that is where a reader looks for it.
        let shown = match self.open.last() {
            Some(Open {
                slot: Slot::Value(_, key),
                ..
            }) => *key,
            _ => start,
        };
        let node = self.make(shown);
        self.anchor(anchor, node);
        self.attach(node);
        self.open.push(Open { node, slot });
    }

    fn anchor(&mut self, anchor: usize, node: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, node);
        }
    }

    fn make(&mut self, at: Marker) -> usize {
        self.nodes.push(Node {
            line: at.line(),
            column: at.col() + 1,
            children: HashMap::new(),
        });
        self.nodes.len() - 1
    }

    /// Makes `node` the next item or value of the innermost open collection.
    fn attach(&mut self, node: usize) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let key = match &mut open.slot {
            Slot::Item(next) => {
                *next += 1;
                (*next - 1).to_string().into()
            }
            // A key that is a collection or an alias has no name.
            Slot::Key => {
                open.slot = Slot::Value("".into(), Marker::default());
                return;
            }
            slot @ Slot::Value(..) => match std::mem::replace(slot, Slot::Key) {
                Slot::Value(key, _) => key,
                _ => return,
            },
        };
        let parent = open.node;
        self.nodes[parent].children.insert(key, node);
    }
}
