//! `cargo fuzz run http`: see `fuzz/targets/http.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| plenary_fuzz::targets::http::run(data));
