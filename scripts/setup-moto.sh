#!/usr/bin/env bash
# Installs the moto server that the tests on the wire talk to into .cache/moto, at the version they were written against.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p .cache
# Two tests may find it missing at the same time.
exec 9> .cache/moto.lock
flock 9
if [ -x .cache/moto/bin/moto_server ] && .cache/moto/bin/pip show moto 2> /dev/null | grep -q '^Version: 5.2.1$'; then exit 0; fi
python3 -m venv .cache/moto
.cache/moto/bin/pip install --quiet --disable-pip-version-check 'moto[server]==5.2.1'
