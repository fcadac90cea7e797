//! `cargo fuzz run designations`: see `fuzz/targets/designations.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plenary_fuzz::targets::designations::run(data));
