#!/usr/bin/env bash
# From save to changed bytes, of plenary and of the peers that are there, in one run: servers.sh SIZE…
#
#     PLENARY, HUGO, ZOLA   the programs; one that is not there is left out
#     EDITS                 how many edits of each kind (15)
#
# The sites are made once, below $TMPDIR/plenary-servers, of the same documents; benches/corpus.py says how.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${TMPDIR:-/tmp}/plenary-servers
plenary=$(type -P "${PLENARY:-$here/../target/release/plenary}") || { echo 'build plenary first, or name it in PLENARY' >&2; exit 1; }

# measure NAME SITE SOURCE PAGE LIST COMMAND…
measure() {
    printf '\n%s\n' "$1"
    python3 "$here/preview.py" "$2" "$3" "http://127.0.0.1:1399/$4" "http://127.0.0.1:1399/$5" --edits "${EDITS:-15}" -- "${@:6}"
}

for size in "$@"; do
    printf '\n== %s documents\n' "$size"
    for peer in plenary hugo zola; do
        site=$work/$peer-$size
        [[ -e $site/.made ]] && continue
        rm -rf "$site"
        python3 "$here/corpus.py" "$size" "$peer" "$site"
        [[ ! -d $here/peers/$peer ]] || cp -r "$here/peers/$peer/." "$site/"
        touch "$site/.made"
    done
    # The same document in all three: a circular, which the page of its study group lists.
    name=$(find "$work/plenary-$size/content/circulars" -name 'c-*.md' | sort | sed -n 7p)
    name=$(basename "$name" .md)
    group=$(grep -m1 -oE 'study_groups: \["SG[0-9]+' "$work/plenary-$size/content/circulars/$name.md" | grep -oE '[0-9]+$')
    source=content/circulars/$name.md
    term=study-groups/sg$(printf '%02d' "$group")/
    measure plenary "$work/plenary-$size" "$source" "circulars/$name/" "study-groups/sg$group/" "$plenary" serve --port 1399 --quiet
    if hugo=$(type -P "${HUGO:-hugo}"); then
        measure "$("$hugo" version | cut -d' ' -f1,2 | cut -d- -f1)" "$work/hugo-$size" "$source" "circulars/$name/" "$term" \
            "$hugo" server --port 1399 --bind 127.0.0.1 --renderToMemory
    fi
    if zola=$(type -P "${ZOLA:-zola}"); then
        measure "$("$zola" --version)" "$work/zola-$size" "$source" "circulars/$name/" "$term" "$zola" serve --port 1399 --interface 127.0.0.1
    fi
done
