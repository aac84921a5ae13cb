/** What every script begins with: options, tools, and the check that a document is still the one that was audited. Bash. */

export const prelude = String.raw`set -euo pipefail

stop() {
  printf 'replint: %s\n' "$1" >&2
  exit 1
}

with_decisions=no
dry_run=no
for argument in "$@"; do
  case "$argument" in
    --with-decisions) with_decisions=yes ;;
    --dry-run) dry_run=yes ;;
    *) stop "Unknown option: $argument. There are --dry-run and --with-decisions." ;;
  esac
done

for tool in aws jq; do
  command -v "$tool" >/dev/null || stop "This script needs $tool."
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
kept="replint-before-$(date -u +%Y%m%dT%H%M%SZ)"

digest() {
  jq -S -c . | if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

# A copy of what is about to be replaced, to go back to.
keep() {
  mkdir -p "$kept"
  cp "$1" "$kept/$2.json"
}

# change NUMBER WHAT AUDITED NEW ABSENT_CODE DECISION
change() {
  local number=$1 what=$2 audited=$3 new=$4 absent=$5 decision=$6 current
  if [ "$decision" = yes ] && [ "$with_decisions" = no ]; then
    printf '%s. %s: left out, its owner has to decide (--with-decisions)\n' "$number" "$what"
    return
  fi
  if "read_$number" >"$work/found" 2>"$work/errors"; then
    current=$(digest <"$work/found")
  elif [ -n "$absent" ] && grep -qE "$absent" "$work/errors"; then
    current=absent
  else
    cat "$work/errors" >&2
    stop "$what cannot be read. Nothing more is changed."
  fi
  if [ "$current" = "$new" ]; then
    printf '%s. %s: is there already\n' "$number" "$what"
    return
  fi
  if [ "$current" != "$audited" ]; then
    stop "$what has changed since it was audited. Audit again. Nothing more is changed."
  fi
  if [ "$dry_run" = yes ]; then
    printf '%s. %s: would be changed\n' "$number" "$what"
    return
  fi
  if [ "$current" != absent ]; then keep "$work/found" "$number"; fi
  "write_$number"
  printf '%s. %s: changed\n' "$number" "$what"
}
`;

/** Of a managed policy there are five versions at most. */
export const makeRoom = String.raw`
# make_room POLICY_ARN: the oldest of five versions goes; a copy of it stays here.
make_room() {
  local oldest
  aws iam list-policy-versions --policy-arn "$1" --output json >"$work/versions"
  if [ "$(jq '.Versions | length' <"$work/versions")" -lt 5 ]; then return; fi
  oldest=$(jq -r '[.Versions[] | select(.IsDefaultVersion | not)] | sort_by(.CreateDate) | .[0].VersionId' <"$work/versions")
  aws iam get-policy-version --policy-arn "$1" --version-id "$oldest" --query PolicyVersion.Document --output json >"$work/oldest"
  keep "$work/oldest" "version-$oldest-$(basename "$1")"
  aws iam delete-policy-version --policy-arn "$1" --version-id "$oldest"
}
`;
