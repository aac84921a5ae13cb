#!/usr/bin/env bash
# Installs the moto server that the tests on the wire talk to into .cache/moto, at the version they were written against.
set -euo pipefail
cd "$(dirname "$0")/.."
python3 -m venv .cache/moto
.cache/moto/bin/pip install --quiet --disable-pip-version-check 'moto[server]==5.2.1'
