//! `cargo fuzz run markdown`: see `fuzz/targets/markdown.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plenary_fuzz::targets::markdown::run(data));
