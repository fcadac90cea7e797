#!/usr/bin/env bash
# The one test command: installs what the tests need beside Rust, Node, Python and Java, and runs everything that continuous
# integration does. Says each step before it is taken, and at the end, however that comes, how long each took.
#
# Chromium is installed where apt-get and the rights for it are there. Beside that it makes target/ and
# tests/web/node_modules/, and nothing else in the repository: the site is built into a temporary folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The tests make tens of thousands of small files: in memory where there is room for them and programs may be run there.
roomy() {
    local free
    free=$(df --output=avail -k "$1" 2>/dev/null | tail -1) && [[ ${free:-0} -gt 4000000 ]] || return 1
    cp "$(type -P true)" "$1/plenary-try" 2>/dev/null && "$1/plenary-try" 2>/dev/null
    local code=$?
    rm -f "$1/plenary-try"
    return $code
}
if [[ -z ${TMPDIR:-} ]] && roomy /dev/shm; then
    export TMPDIR=/dev/shm
fi
scratch=$(mktemp -d)
export TMPDIR=$scratch/tmp
mkdir "$TMPDIR"
# Some tests run the program as another user, who has to come there.
chmod 755 "$scratch" "$TMPDIR"
times=()
current=

finish() {
    local code=$?
    rm -rf "$scratch"
    [[ ${#times[@]} -eq 0 ]] || printf '\n%s' "${times[@]}" ''
    [[ $code -eq 0 || -z $current ]] || printf '\nfailed: %s\n' "$current" >&2
}
trap finish EXIT

# need COMMAND HOW: installs COMMAND where HOW is of apt-get and may be done; fails with HOW where it is not there then.
need() {
    $1 --version >/dev/null 2>&1 && return
    if [[ $2 == apt-get* && $EUID -eq 0 ]] && command -v apt-get >/dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive $2 >/dev/null || true
    fi
    $1 --version >/dev/null 2>&1 || { printf 'tests/all.sh needs `%s`:\n    %s\n' "$1" "$2" >&2; exit 1; }
}

# step NAME COMMAND…
step() {
    current=$1
    local began=$SECONDS
    printf '\n== %s: %s\n' "$1" "${*:2}"
    "${@:2}"
    times+=("$(printf '%4d s  %s' $((SECONDS - began)) "$1")")
}

need cc 'apt-get install -y gcc libc6-dev'
need cargo "curl --proto '=https' -sSf https://sh.rustup.rs | sh"
need 'cargo fmt' 'rustup component add rustfmt'
need 'cargo clippy' 'rustup component add clippy'
need node 'apt-get install -y nodejs'
need npm 'apt-get install -y npm'
need java 'apt-get install -y default-jre-headless'
need valgrind 'apt-get install -y valgrind'
need git 'apt-get install -y git'
need jq 'apt-get install -y jq'
need strace 'apt-get install -y strace'
need python3 'apt-get install -y python3 python3-venv'
chromium=${CHROMIUM:-/usr/bin/chromium}
need "$chromium" 'apt-get install -y --no-install-recommends chromium'

step 'format' cargo fmt --check
step 'lints' cargo lint
step 'documentation' env RUSTDOCFLAGS='--deny warnings' cargo doc --no-deps --locked --quiet
# To compile cargo-deny takes minutes, which is why nothing here installs it; ci/supply-chain.sh asks for it.
if cargo deny --version >/dev/null 2>&1; then
    step 'the dependencies' cargo deny --locked check bans licenses sources
else
    printf '\n== the dependencies: skipped, for there is no cargo-deny\n'
fi
step 'tests' cargo test --locked --no-fail-fast
step 'the program' cargo build --release --locked
step 'its instructions' benches/instructions.sh target/release/plenary
step 'the site' cargo run --release --locked --quiet -- build --deny warnings --output "$scratch/public"
step 'the checkers from npm' npm ci --prefix tests/web --ignore-scripts --no-audit --no-fund
step 'the pages' env PLENARY="$PWD/target/release/plenary" node tests/web/check-html.mjs "$scratch/public"
step 'the workflows' node tests/web/check-workflows.mjs ci/github/workflows/*.yml
step 'the editors' node tests/web/check-editors.mjs target/release/plenary
browser_tests() {
    PLENARY=$PWD/target/release/plenary PLENARY_SITE=$scratch/public CHROMIUM=$chromium \
        node --test --test-concurrency=1 tests/web/*.test.mjs
}
step 'the browser tests' browser_tests
step 'a hostile site' cargo run --release --locked --quiet -- build --root tests/hostile --output "$scratch/hostile"
step 'the readers' python3 -m venv "$scratch/readers"
step 'their libraries' "$scratch/readers/bin/pip" install --quiet --disable-pip-version-check -r tests/outputs/requirements.txt
step 'storage' python3 -m venv "$scratch/storage"
step 'its libraries' "$scratch/storage/bin/pip" install --quiet --disable-pip-version-check -r tests/deploy/requirements.txt
step 'deployments to it' "$scratch/storage/bin/python" tests/deploy/deploy.py target/release/plenary
for reader in feeds calendars data citations structured crawlers; do
    step "$reader" "$scratch/readers/bin/python" "tests/outputs/$reader.py" "$scratch/public" "$scratch/hostile"
done
step 'the lists for hosts' node tests/web/check-hosts.mjs "$scratch/public" "$scratch/hostile"
for root in . tests/hostile; do
    step 'compressed forms' \
        target/release/plenary build --quiet --precompress --root "$root" --output "$scratch/compressed/${root//[.\/]/-}"
done
step 'pictures' "$scratch/readers/bin/python" tests/outputs/pictures.py "$scratch/hostile"
step 'compressed' "$scratch/readers/bin/python" tests/outputs/compressed.py "$scratch"/compressed/*
