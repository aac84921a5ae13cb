#!/usr/bin/env bash
# Installs Debian's Chromium, which the tests of the HTML report open pages in. Needs root; elsewhere, put a chromium on PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p .cache
# Several may ask at the same time, and all but one wait.
if command -v flock > /dev/null; then
  exec 9> .cache/chromium.lock
  flock 9
fi
command -v chromium > /dev/null && exit 0
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
