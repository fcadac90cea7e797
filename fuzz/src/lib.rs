//! What `cargo fuzz` runs. The targets are ordinary functions of bytes in `fuzz/targets/`; `tests/fuzz.rs` runs the same
//! ones on a stable toolchain.

#[path = "../../tests/support/judge.rs"]
pub mod judge;
#[path = "../targets/mod.rs"]
pub mod targets;

/// What the targets share with the tests of the program.
pub mod support {
    pub use super::judge;
}
