/** What the script of a set-up begins with. Bash. */

export const scriptPrelude = String.raw`set -euo pipefail

stop() {
  printf 'replint: %s\n' "$1" >&2
  exit 1
}

for tool in aws jq; do
  command -v "$tool" >/dev/null || stop "This script needs $tool."
done
asked=$*
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

digest() {
  jq -S -c . | if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d ' ' -f 1
}

# need VARIABLE: the ARN of a key that another step makes.
need() {
  if [ -z "${'$'}{!1:-}" ]; then stop "$1 must be exported: an earlier step prints it."; fi
}

say_key() {
  printf 'export %s=%s\n' "$1" "${'$'}{!1}"
}

# make_role NAME TRUST_POLICY
make_role() {
  if aws iam get-role --role-name "$1" --query Role.AssumeRolePolicyDocument --output json >"$work/found" 2>"$work/errors"; then
    same_as "trust policy of role $1" "$(printf %s "$2" | digest)"
  elif grep -q NoSuchEntity "$work/errors"; then
    aws iam create-role --role-name "$1" --assume-role-policy-document "$2" >/dev/null
    aws iam wait role-exists --role-name "$1"
  else
    cat "$work/errors" >&2
    stop "Role $1 cannot be read."
  fi
}

# make_bucket NAME REGION ACCOUNT OBJECT_LOCK
make_bucket() {
  local options=()
  if aws s3api head-bucket --bucket "$1" --expected-bucket-owner "$3" --region "$2" >/dev/null 2>&1; then return; fi
  if [ "$2" != us-east-1 ]; then options+=(--create-bucket-configuration "LocationConstraint=$2"); fi
  if [ "$4" = yes ]; then options+=(--object-lock-enabled-for-bucket); fi
  aws s3api create-bucket --bucket "$1" --region "$2" "${'$'}{options[@]}" >/dev/null
}

# same_as WHAT DIGEST: what was found is what would be written.
same_as() {
  if [ "$(digest <"$work/found")" != "$2" ]; then
    stop "There is another $1 already. Nothing is overwritten: put the two together by hand."
  fi
}

# add_key_statements ARN REGION STATEMENTS
add_key_statements() {
  aws kms get-key-policy --key-id "$1" --policy-name default --region "$2" --query Policy --output text >"$work/key"
  jq -c --argjson more "$3" '.Statement = (([.Statement] | flatten) as $old | $old + ($more - $old))' <"$work/key" >"$work/new"
  aws kms put-key-policy --key-id "$1" --policy-name default --region "$2" --policy "$(cat "$work/new")"
}

# run_steps all|one
run_steps() {
  local account steps step found=no
  account=$(aws sts get-caller-identity --query Account --output text)
  steps=$asked
  if [ -z "$steps" ]; then
    if [ "$1" = one ]; then stop 'Say which step: 1, 2 or 3.'; fi
    steps='1 2 3'
  fi
  for step in $steps; do
    if declare -F "step_${'$'}{step}_$account" >/dev/null; then
      "step_${'$'}{step}_$account"
      found=yes
    fi
  done
  if [ "$found" = no ]; then stop "Account $account has nothing to do in step $steps."; fi
}
`;
