#!/usr/bin/env bash
# Puts a built site on the branch from which a host serves it, with a preview of each change beside it.
#
#     ci/publish-branch.sh site FOLDER            FOLDER becomes the site; previews stay
#     ci/publish-branch.sh preview FOLDER NAME    FOLDER becomes preview/NAME/
#     ci/publish-branch.sh remove NAME            preview/NAME/ goes
#
# BRANCH is the branch [default: gh-pages], REMOTE where it is [default: origin]. The branch is made where it is not there.
# Where another run pushes at the same time, this one is repeated on top of it.
set -euo pipefail

usage() { sed -n '2,/^set/{/^set/d;s/^# \{0,1\}//;p}' "$0" >&2; exit 2; }
branch=${BRANCH:-gh-pages}
remote=${REMOTE:-origin}
case "${1-} $#" in
    'site 2') folder=$(cd "$2" && pwd) name= ;;
    'preview 3') folder=$(cd "$2" && pwd) name=$3 ;;
    'remove 2') folder= name=$2 ;;
    *) usage ;;
esac
[[ $1 == site || ($name =~ ^[A-Za-z0-9._-]+$ && ! $name =~ ^\.+$) ]] || { printf 'a preview is named by letters, digits, dots and hyphens\n' >&2; exit 2; }

address=$(git remote get-url "$remote" 2>/dev/null || printf '%s' "$remote")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# What the checkout of the runner was given to log in with, and its author.
settings() {
    git config --get-regexp '^(http\..*|credential\..*|url\..*|user\..*)$' 2>/dev/null || true
}

publish() {
    local tree=$scratch/tree
    rm -rf "$tree"
    git init --quiet "$tree"
    while read -r key value; do [[ -z $key ]] || git -C "$tree" config --add "$key" "$value"; done < <(settings)
    git -C "$tree" remote add origin "$address"
    if git -C "$tree" fetch --quiet --depth 1 origin "refs/heads/$branch" 2>/dev/null; then
        git -C "$tree" checkout --quiet -B "$branch" FETCH_HEAD
    else
        git -C "$tree" checkout --quiet --orphan "$branch"
    fi
    if [[ $1 == site ]]; then
        find "$tree" -mindepth 1 -maxdepth 1 ! -name .git ! -name preview ! -name CNAME -exec rm -rf {} +
        cp -R "$folder/." "$tree/"
        # The host is to serve what is there, and not to make something of it.
        touch "$tree/.nojekyll"
    else
        rm -rf "${tree:?}/preview/$name"
        [[ $1 == remove ]] || { mkdir -p "$tree/preview/$name" && cp -R "$folder/." "$tree/preview/$name/"; }
    fi
    git -C "$tree" add --all
    git -C "$tree" diff --cached --quiet && { printf 'nothing changed\n'; return 0; }
    git -C "$tree" -c user.name="${GIT_AUTHOR_NAME:-plenary}" -c user.email="${GIT_AUTHOR_EMAIL:-plenary@localhost}" \
        commit --quiet --message "$1 ${name:-of $(git rev-parse --short HEAD 2>/dev/null || printf 'a build')}"
    git -C "$tree" push --quiet origin "HEAD:refs/heads/$branch"
}

for attempt in 1 2 3 4 5; do
    if publish "$1"; then
        exit 0
    fi
    sleep "$attempt"
done
printf 'the branch %s could not be pushed\n' "$branch" >&2
exit 1
