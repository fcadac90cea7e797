#!/usr/bin/env bash
# Makes the program as one static file for any Linux of this processor, and says where it is.
#
#     ci/static-binary.sh             the `Dockerfile` puts the file into an image
#
# The profile is `release`; PROFILE=dev is quicker and slower. C parts are compiled against musl by its own compiler.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
target=$(uname -m)-unknown-linux-musl
profile=${PROFILE:-release}

command -v musl-gcc >/dev/null || { printf 'ci/static-binary.sh needs `musl-gcc`:\n    apt-get install -y musl-tools\n' >&2; exit 1; }
rustup target list --installed | grep -qx "$target" || { printf 'ci/static-binary.sh needs its target:\n    rustup target add %s\n' "$target" >&2; exit 1; }

cargo build --locked --profile "$profile" --target "$target"
binary=${CARGO_TARGET_DIR:-target}/$target/${profile/#dev/debug}/plenary
if readelf --program-headers "$binary" | grep -q INTERP; then
    printf '%s needs a loader: it is not static\n' "$binary" >&2
    exit 1
fi
"$binary" --version
printf '%s\n' "$binary"
