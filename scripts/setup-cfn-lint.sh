#!/usr/bin/env bash
# Installs the linter for CloudFormation that the tests of deploy/ use into .cache/cfn-lint, at the version they were written against.
set -euo pipefail
cd "$(dirname "$0")/.."
python3 -m venv .cache/cfn-lint
.cache/cfn-lint/bin/pip install --quiet --disable-pip-version-check 'cfn-lint==1.51.0'
