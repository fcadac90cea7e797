#!/usr/bin/env bash
# Type-checks the program for Windows and for macOS, from any system. The C parts (oniguruma, mimalloc) are not compiled: a
# command that does nothing stands for their compiler, so no linker and no foreign headers are needed, and nothing can be run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# A folder of its own: what is made here must not be taken for compiled.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-target/other-systems} RUSTFLAGS='--deny warnings'

for target in x86_64-pc-windows-gnu x86_64-apple-darwin; do
    rustup target list --installed | grep -qx "$target" || { printf 'ci/other-systems.sh needs a target:\n    rustup target add %s\n' "$target" >&2; exit 1; }
    printf '== %s\n' "$target"
    env "CC_${target//-/_}=true" "AR_${target//-/_}=true" cargo check --locked --target "$target"
done
