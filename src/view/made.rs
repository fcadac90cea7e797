//! A view that is made once for all the pages that show it.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};
use tera::Value;

/// A view with the value that templates see of it. To clone it, and to put it into another view, costs a count: Tera takes
/// the value as it is.
#[derive(Clone, Debug)]
pub struct Made<T>(Arc<(T, Value)>);

impl<T: Serialize> From<T> for Made<T> {
    fn from(view: T) -> Self {
        let value = Value::from_serializable(&view);
        Self(Arc::new((view, value)))
    }
}

impl<T> Deref for Made<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0.0
    }
}

impl<T> Serialize for Made<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.1.serialize(serializer)
    }
}

impl<T: Eq> Eq for Made<T> {}

impl<T: PartialEq> PartialEq for Made<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0.0 == other.0.0
    }
}
