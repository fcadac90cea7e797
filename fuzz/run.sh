#!/usr/bin/env bash
# Runs every fuzz target with libFuzzer and the address sanitizer, and says how many inputs each tried and what was covered.
# Needs cargo-fuzz and a nightly toolchain; tests/fuzz.rs runs the same targets on a stable one.
#
#     fuzz/run.sh [SECONDS [TARGET…]]     SECONDS for each target [default: 3600]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
seconds=${1:-3600}
shift || true
# The preview under test writes to who has gone: what Rust's own start would ignore is ignored here.
trap '' PIPE
command -v cargo-fuzz >/dev/null || { printf 'fuzz/run.sh needs `cargo-fuzz`:\n    cargo install --locked cargo-fuzz\n' >&2; exit 1; }
targets=("$@")
[[ ${#targets[@]} -gt 0 ]] || targets=(calendar designations front_matter http markdown output_path whole_site)
printf '%-14s %12s %8s %10s %8s %7s\n' target inputs 'a second' edges 'new late' faults
for target in "${targets[@]}"; do
    mkdir -p "fuzz/corpus/$target"
    log=$(mktemp)
    dictionary=()
    [[ ! -f fuzz/dictionaries/$target.dict ]] || dictionary=("-dict=fuzz/dictionaries/$target.dict")
    faults=0
    cargo +nightly fuzz run --fuzz-dir fuzz "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- "${dictionary[@]}" \
        -max_total_time="$seconds" -timeout=25 -rss_limit_mb=3000 -max_len=4096 -print_final_stats=1 > "$log" 2>&1 || faults=1
    inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    rate=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$log")
    edges=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -1)
    # Edges that the last half of the inputs found.
    late=$(awk -v half=$((${inputs:-0} / 2)) '/ cov: /{n=$1; sub("#","",n); for(i=1;i<NF;i++) if($i=="cov:") c=$(i+1); if(n<=half) before=c; last=c} END{print last-before}' "$log")
    printf '%-14s %12s %8s %10s %8s %7s\n' "$target" "${inputs:-0}" "${rate:-0}" "${edges:-0}" "${late:-0}" "$faults"
    if [[ $faults -eq 0 ]]; then rm -f "$log"; else printf '    see %s and fuzz/artifacts/%s\n' "$log" "$target"; fi
done
