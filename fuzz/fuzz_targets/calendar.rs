//! `cargo fuzz run calendar`: see `fuzz/targets/calendar.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plenary_fuzz::targets::calendar::run(data));
