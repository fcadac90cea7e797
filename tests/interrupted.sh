#!/usr/bin/env bash
# The long runs of tests/interrupted.rs, with an optimised program: kills of rebuilds of a large site, and every error of every
# system call that reads or writes. Needs strace, and some hours; memory is quicker than a disk (TMPDIR=/dev/shm).
#
#     tests/interrupted.sh [KILLS [PAGES [FAULTS [CHANCE [WAYS]]]]]     [default: 1000 2000 100000 1 5]
#
# FAULTS is how many calls of each sort fail, if there are as many, and WAYS in how many of the five ways; CHANCE is another row
# of random moments.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
cargo build --release --locked
export PLENARY_PROGRAM=$PWD/target/release/plenary
PLENARY_KILLS=${1:-1000} PLENARY_PAGES=${2:-2000} PLENARY_CHANCE=${4:-1} \
    cargo test --locked --test interrupted a_kill -- --nocapture
PLENARY_FAULTS=${3:-100000} PLENARY_WAYS=${5:-5} cargo test --locked --test interrupted a_fault -- --nocapture
