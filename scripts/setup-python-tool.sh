#!/usr/bin/env bash
# setup-python-tool.sh NAME PACKAGE: installs a package of PyPI at a pinned version into .cache/NAME, whole: its last act is to write
# .cache/NAME/ready. Several tests may ask at the same time, and all but one wait.
set -euo pipefail
cd "$(dirname "$0")/.."
name=$1
package=$2
mkdir -p .cache
if command -v flock > /dev/null; then
  exec 9> ".cache/$name.lock"
  flock 9
fi
if [ -f ".cache/$name/ready" ] && [ "$(cat ".cache/$name/ready")" = "$package" ]; then exit 0; fi
python3 -m venv ".cache/$name"
".cache/$name/bin/pip" install --quiet --disable-pip-version-check "$package"
echo "$package" > ".cache/$name/ready"
