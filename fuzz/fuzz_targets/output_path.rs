//! `cargo fuzz run output_path`: see `fuzz/targets/output_path.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plenary_fuzz::targets::output_path::run(data));
