//! Tells cargo that the default theme is part of the program.

fn main() {
    println!("cargo::rerun-if-changed=themes/default");
}
