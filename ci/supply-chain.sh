#!/usr/bin/env bash
# What plenary is made of: checks it against `deny.toml` (advisories, licences, duplicates, sources) and writes the list of
# all parts as a CycloneDX file.
#
#     ci/supply-chain.sh [FOLDER]     FOLDER gets plenary.cdx.json [default: target/sbom]
#
# Needs cargo-deny, cargo-cyclonedx and the network: the list of advisories is fetched from RustSec, unless OFFLINE is set and
# an earlier run fetched it. That is why tests/all.sh, whose answer depends on the repository alone, does not run it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=${1:-target/sbom}

need() {
    command -v "$1" >/dev/null || { printf 'ci/supply-chain.sh needs `%s`:\n    cargo install --locked %s\n' "$1" "$1" >&2; exit 1; }
}
need cargo-deny
need cargo-cyclonedx

cargo deny ${OFFLINE:+--offline} --locked check
# The tool writes beside Cargo.toml; a time or a random number would make each file another one.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)} \
    cargo cyclonedx --format json --spec-version 1.5 --override-filename plenary.cdx
mkdir -p "$folder"
# The tool names the package by the folder that it lies in, which is nobody's business.
sed "s|path+file://$PWD#|path+file:///plenary#|g" plenary.cdx.json > "$folder/plenary.cdx.json"
rm plenary.cdx.json
printf '%s/plenary.cdx.json\n' "$folder"
