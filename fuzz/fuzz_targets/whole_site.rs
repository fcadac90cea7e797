//! `cargo fuzz run whole_site`: see `fuzz/targets/whole_site.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plenary_fuzz::targets::whole_site::run(data));
