//! The texts of front matter that readers see, and in which mentions of designations count: told by their keys, wherever
//! they stand. What is free for themes has none.

use crate::yaml::{Node, Value};

/// The keys of such texts.
const KEYS: [&str; 5] = ["title", "summary", "text", "topic", "note"];

/// Visits every such text below the front matter `root`, with the place of the action item that it belongs to.
pub fn visit<'y>(root: &Node<'y>, visit: &mut dyn FnMut(&Node<'y>, Option<usize>)) {
    let Value::Mapping(pairs) = &root.value else { return };
    for (key, value) in pairs {
        match (key.as_text(), &value.value) {
            (Some("extra"), _) => {}
            (Some("actions"), Value::Sequence(items)) => {
                for (at, item) in items.iter().enumerate() {
                    below(item, false, Some(at), visit);
                }
            }
            (Some("actions"), _) => below(value, false, Some(0), visit),
            (key, _) => below(value, is_prose(key), None, visit),
        }
    }
}

fn below<'y>(node: &Node<'y>, is_text: bool, action: Option<usize>, visit: &mut dyn FnMut(&Node<'y>, Option<usize>)) {
    match &node.value {
        Value::Scalar { .. } if is_text => visit(node, action),
        Value::Scalar { .. } => {}
        Value::Sequence(items) => items.iter().for_each(|item| below(item, is_text, action, visit)),
        Value::Mapping(pairs) => pairs.iter().for_each(|(key, value)| below(value, is_prose(key.as_text()), action, visit)),
    }
}

fn is_prose(key: Option<&str>) -> bool {
    key.is_some_and(|key| KEYS.contains(&key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_that_readers_see_are_visited_with_their_action() {
        let text = "title: A\nid: b\nmeetings: [{title: C, place: {city: d}, documents: [{title: E, url: f}]}]\nextra: {title: g}\n\
                    actions: [{id: h, topic: I}, {text: J, note: [K, L]}]\n";
        let tree = crate::yaml::parse(text).unwrap().unwrap();
        let mut seen = Vec::new();
        visit(&tree, &mut |node, action| seen.push((node.as_text().unwrap().to_owned(), action)));
        let wanted = [("A", None), ("C", None), ("E", None), ("I", Some(0)), ("J", Some(1)), ("K", Some(1)), ("L", Some(1))];
        assert_eq!(seen, wanted.map(|(text, action)| (text.to_owned(), action)));
    }
}
