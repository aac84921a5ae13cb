#!/usr/bin/env bash
# Installs Debian's Chromium, which the tests of the HTML report open pages in. Needs root; elsewhere, put a chromium on PATH.
set -euo pipefail
command -v chromium >/dev/null && exit 0
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium
