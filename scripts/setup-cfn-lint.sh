#!/usr/bin/env bash
# The linter for CloudFormation that the tests of templates use, at the version they were written against.
exec bash "$(dirname "$0")/setup-python-tool.sh" cfn-lint 'cfn-lint==1.51.0'
