#!/usr/bin/env bash
# Changes the program where a fault would harm most, one small change at a time (cargo-mutants), and says which changes no
# test notices. First the unit tests are asked, which takes seconds; what they let through is held against the integration
# tests of the area.
#
#     tests/mutants.sh [AREA [SHARD]]     AREA is paths, front_matter, policy or publish [default: all]
#                                         SHARD is k/n: every n-th change alone, from the k-th, counted from 0 [default: 0/1]
#
# Needs cargo-mutants, and hours: some seconds for each change, half a minute for those that only integration tests notice.
# What no test notices is in target/mutants/AREA/integration/mutants.out/missed.txt; docs/robustness.md has what it came to, and
# which changes change nothing that the program does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
command -v cargo-mutants >/dev/null || { printf 'tests/mutants.sh needs `cargo-mutants`:\n    cargo install --locked cargo-mutants\n' >&2; exit 1; }
areas=(${1:-paths front_matter policy publish})
shard=${2:-0/1}
# Each change is made in a copy of the sources, compiled into one folder of its own, as quickly as it can be.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target/mutants/build} CARGO_PROFILE_DEV_DEBUG=0 PLENARY_FUZZ_SECONDS=0
# A change that makes a loop without an end may also take memory without an end.
ulimit -v 12000000

files() {
    case $1 in
        paths) echo src/path.rs src/plan/claims.rs ;;
        front_matter) echo src/front_matter.rs 'src/yaml/*.rs' 'src/fields/*.rs' ;;
        policy) echo src/library/links.rs src/markdown/destination.rs src/markdown/render.rs src/output/headers.rs ;;
        publish) echo 'src/publish/*.rs' ;;
        *) printf 'there is no area `%s`\n' "$1" >&2; exit 2 ;;
    esac
}

tests() {
    case $1 in
        paths) echo cases reliability ;;
        front_matter) echo cases fuzz outputs schemas ;;
        policy) echo cases content_is_data markdown outputs reliability ;;
        publish) echo publishing rebuilding cases cli deploying ;;
    esac
}

# mutate AREA FOLDER ARGUMENT…: that a change is missed (2) or takes too long (3) is what is looked for.
mutate() {
    local area=$1 folder=target/mutants/$1/$2 file code=0 chosen=()
    shift 2
    set -f
    for file in $(files "$area"); do chosen+=(--file "$file"); done
    set +f
    rm -rf "$folder"
    mkdir -p "$folder"
    cargo mutants "${chosen[@]}" --no-shuffle --output "$folder" "$@" || code=$?
    [[ $code -eq 0 || $code -eq 2 || $code -eq 3 ]] || exit "$code"
}

for area in "${areas[@]}"; do
    printf '== %s: unit tests\n' "$area"
    mutate "$area" unit --sharding round-robin --shard "$shard" --no-default-features --timeout 20 --cargo-arg=--lib
    # Those names, and no others, as one expression.
    missed=$(sed 's/[][\\.*^$()+?{}|]/\\&/g' "target/mutants/$area/unit/mutants.out/missed.txt" | paste -sd'|')
    [[ -n $missed ]] || continue
    printf '== %s: integration tests\n' "$area"
    binaries=()
    for binary in $(tests "$area"); do binaries+=("--cargo-arg=--test=$binary"); done
    # Without the tests that take their time for something else.
    mutate "$area" integration --re "^($missed)\$" --timeout 240 "${binaries[@]}" -- -- --skip a_kill --skip a_disk --skip no_repetition
done
