#!/usr/bin/env bash
# What plenary is made of: checks it against `deny.toml` (licences, duplicates, sources, advisories) and writes the list of
# all parts of the static binary as a CycloneDX file.
#
#     ci/supply-chain.sh [FOLDER]     FOLDER gets plenary.cdx.json [default: target/sbom]
#
# Needs cargo-deny, cargo-cyclonedx and jq, and for the advisories the network: their list is fetched from RustSec, unless
# OFFLINE is set and an earlier run fetched it. They come last: where their list cannot be had, all else has been done, and the
# script fails. What the repository alone decides is a step of tests/all.sh, too, where cargo-deny is there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=${1:-target/sbom}
target=$(uname -m)-unknown-linux-musl

need() {
    command -v "$1" >/dev/null || { printf 'ci/supply-chain.sh needs `%s`:\n    %s\n' "$1" "$2" >&2; exit 1; }
}
need cargo-deny 'cargo install --locked cargo-deny'
need cargo-cyclonedx 'cargo install --locked cargo-cyclonedx'
need jq 'apt-get install -y jq'

printf '== licences, duplicates, sources\n'
cargo deny ${OFFLINE:+--offline} --locked check bans licenses sources

printf '== the list of all parts\n'
# The tool writes beside Cargo.toml; a time or a random number would make each file another one.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)} \
    cargo cyclonedx --format json --spec-version 1.5 --target "$target" --override-filename plenary.cdx
mkdir -p "$folder"
# The tool names the package by the folder that it lies in, which is nobody's business.
sed "s|path+file://$PWD#|path+file:///plenary#|g" plenary.cdx.json > "$folder/plenary.cdx.json"
rm plenary.cdx.json
# The list has at least what cargo compiles into the program, each with where it is from, its licence and its digest.
missing=$(comm -13 \
    <(jq -r '[.metadata.component, .components[]] | .[] | "\(.name) v\(.version)"' "$folder/plenary.cdx.json" | sort) \
    <(cargo tree --locked --edges normal --target "$target" --prefix none --format '{p}' | sed 's/ (.*//' | sort -u))
[[ -z $missing ]] || { printf 'not in the list:\n%s\n' "$missing" >&2; exit 1; }
jq --exit-status 'all(.components[]; (.purl and .licenses and (.hashes | length > 0)))' "$folder/plenary.cdx.json" > /dev/null \
    || { printf 'a part has no purl, licence or digest\n' >&2; exit 1; }
printf '%s: %s parts\n' "$folder/plenary.cdx.json" "$(jq '.components | length' "$folder/plenary.cdx.json")"

printf '== advisories\n'
cargo deny ${OFFLINE:+--offline} --locked check advisories
