#!/usr/bin/env bash
# The moto server that the tests on the wire talk to, at the version they were written against. botocore comes with it.
exec bash "$(dirname "$0")/setup-python-tool.sh" moto 'moto[server]==5.2.1'
