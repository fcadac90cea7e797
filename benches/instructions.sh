#!/usr/bin/env bash
# How many instructions the build of a fixed small site takes, held to the figure in benches/instructions.txt: a slow-down
# shows on a busy machine, too. Fails beyond a tenth above it; ACCEPT=1 writes the figure.
#
#     benches/instructions.sh PLENARY
#
# The figure is that of one compiler, C library and kind of processor: with another the tenth is for them.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
plenary=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$here/corpus.py" 200 plenary "$work/site"
cd "$work/site"
said=$(env -i HOME="$work" valgrind --tool=callgrind --callgrind-out-file=/dev/null \
    "$plenary" build --quiet --jobs 1 --today 2026-01-01 2>&1) || { printf '%s\n' "$said" >&2; exit 1; }
count=$(sed -n 's/.*Collected : *//p' <<<"$said" | head -1)
if [[ -n ${ACCEPT:-} ]]; then
    printf '%s\n' "$count" >"$here/instructions.txt"
fi
kept=$(<"$here/instructions.txt")
printf '%d million instructions, %d kept: %+d %%\n' $((count / 1000000)) $((kept / 1000000)) $(((count - kept) * 100 / kept))
if [[ $count -gt $((kept + kept / 10)) ]]; then
    printf 'the build of a small site has become slower: find out why, or write the figure with ACCEPT=1\n' >&2
    exit 1
fi
