//! `cargo fuzz run front_matter`: see `fuzz/targets/front_matter.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plenary_fuzz::targets::front_matter::run(data));
