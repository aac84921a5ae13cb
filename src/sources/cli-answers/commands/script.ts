/**
 * The read commands for a set-up as one script for a POSIX shell: what each command printed goes to a file whose name and folder say what
 * it is and whose, so that the folder is an input. Nothing but reads; names are quoted, and the script holds none that it was not given.
 */
import { bucketReads, jobStatuses } from '../../read-operations.js';
import { commandName } from '../../../basics/command-name.js';

/** A word for a POSIX shell. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** How every script begins: where answers go, and how one is asked for. */
export const preamble = `#!/bin/sh
# Reads what an audit of S3 replication takes, with the AWS CLI and the credentials of one account. It only reads: every command is a
# head, get, list or describe. Each answer, or the error in its place, becomes a file below the output folder.
#   sh FILE [FOLDER]       then   replint audit FOLDER
# Run it once in every account, with the same folder.
set -uf
umask 077
out=\${1:-answers}

if ! account=$(aws sts get-caller-identity --query Account --output text); then
  echo 'There are no credentials for the AWS CLI: sign in first.' >&2
  exit 2
fi

# ask FILE COMMAND...: keeps what the command prints. Nothing printed and no error is an answer without content.
ask() {
  file=$out/$account/$1
  shift
  [ -e "$file" ] && return 0
  mkdir -p "$(dirname "$file")" || exit 2
  if aws "$@" --output json >"$file.part" 2>"$file.error"; then
    [ -s "$file.part" ] || echo '{}' >"$file.part"
    mv "$file.part" "$file"
    rm -f "$file.error"
  else
    mv "$file.error" "$file"
    rm -f "$file.part"
  fi
}

ask get-caller-identity.json sts get-caller-identity
`;

/** Of one text member: `"Role": "arn:…"` in what the AWS CLI prints, one a line. */
const helpers = `
# values MEMBER FILE: the texts of a member, one a line, as the AWS CLI prints them.
values() {
  [ -e "$out/$account/$2" ] && sed -n 's/^ *"'"$1"'": "\\(.*\\)",\\{0,1\\}$/\\1/p' "$out/$account/$2"
}

# items FILE: the texts of a list of texts.
items() {
  [ -e "$out/$account/$1" ] && sed -n 's/^ \\{8\\}"\\([^"]*\\)",\\{0,1\\}$/\\1/p' "$out/$account/$1"
}

folder_name() {
  printf '%s' "$1" | tr ':/' '__'
}

read_policy() {
  policy=policies/$(folder_name "$1")
  ask "$policy/get-policy.json" iam get-policy --policy-arn "$1"
  for version in $(values DefaultVersionId "$policy/get-policy.json"); do
    ask "$policy/get-policy-version.json" iam get-policy-version --policy-arn "$1" --version-id "$version"
  done
}

read_role() {
  case $1 in arn:*:iam::"$account":role/*) ;; *) return 0 ;; esac
  name=\${1##*/}
  role=roles/$name
  ask "$role/get-role.json" iam get-role --role-name "$name"
  ask "$role/list-role-policies.json" iam list-role-policies --role-name "$name"
  for inline in $(items "$role/list-role-policies.json"); do
    ask "$role/get-role-policy_$inline.json" iam get-role-policy --role-name "$name" --policy-name "$inline"
  done
  ask "$role/list-attached-role-policies.json" iam list-attached-role-policies --role-name "$name"
  for arn in $(values PolicyArn "$role/list-attached-role-policies.json"; values PermissionsBoundaryArn "$role/get-role.json"); do
    read_policy "$arn"
  done
}
`;

const setUp = `
# read_key REGION KEY: by its id, ARN or alias.
read_key() {
  region=$1
  key=$2
  case $2 in arn:*) region=$(printf '%s' "$2" | cut -d: -f4) ;; esac
  first=keys/\${region}_$(folder_name "\${2##*:}")
  ask "$first/describe-key.json" kms describe-key --region "$region" --key-id "$2"
  for arn in $(values Arn "$first/describe-key.json" | grep ':key/' | head -n 1); do key=$arn; done
  case $key in arn:*:kms:*:"$account":key/*) ;; *) [ "$key" = "$2" ] || return 0 ;; esac
  case $key in *alias/*) return 0 ;; esac
  own=keys/\${region}_\${key##*/}
  ask "$own/describe-key.json" kms describe-key --region "$region" --key-id "$key"
  ask "$own/get-key-policy.json" kms get-key-policy --region "$region" --key-id "$key" --policy-name default
  ask "$own/list-key-policies.json" kms list-key-policies --region "$region" --key-id "$key"
  if items "$own/list-key-policies.json" | grep -qx AWS_RAM; then
    ask "$own/get-key-policy_AWS_RAM.json" kms get-key-policy --region "$region" --key-id "$key" --policy-name AWS_RAM
  fi
  ask "$own/list-grants.json" kms list-grants --region "$region" --key-id "$key"
  ask "$own/list-aliases.json" kms list-aliases --region "$region" --key-id "$key"
  ask "$own/list-resource-tags.json" kms list-resource-tags --region "$region" --key-id "$key"
}

region_of() {
  region=$(values BucketRegion "buckets/$1/head-bucket.json" | head -n 1)
  [ -n "$region" ] || region=$(values LocationConstraint "buckets/$1/get-bucket-location.json" | head -n 1)
  [ "$region" = EU ] && region=eu-west-1
  printf '%s' "\${region:-us-east-1}"
}

# read_job REGION ID: the job, its role, and the buckets of its manifest and its report.
read_job() {
  job=jobs/describe-job_$1_$2.json
  ask "$job" s3control describe-job --account-id "$account" --region "$1" --job-id "$2"
  for role in $(values RoleArn "$job"); do read_role "$role"; done
  for key in $(values KeyId "$job"); do read_key "$1" "$key"; done
  for file in $(values Bucket "$job"; values ObjectArn "$job"); do
    files=$(printf '%s' "$file" | sed 's/^arn:[^:]*:s3::://; s/\\/.*//')
    read_bucket "$files"
  done
}

# read_jobs REGION: Batch Replication jobs that are not over.
read_jobs() {
  list=jobs/list-jobs_$1.json
  ask "$list" s3control list-jobs --account-id "$account" --region "$1" --job-statuses ${jobStatuses.join(' ')}
  [ -e "$out/$account/$list" ] || return 0
  for id in $(sed -n '/^ *"JobId": /h; /^ *"Operation": "S3ReplicateObject"/{g; s/.*": "\\([A-Za-z0-9_-]*\\)".*/\\1/p;}' "$out/$account/$list"); do
    read_job "$1" "$id"
  done
}

seen=' '
# read_bucket NAME: the bucket, what it replicates with, and where to.
read_bucket() {
  case $seen in *" $1 "*) return 0 ;; esac
  seen="$seen$1 "
  ask "buckets/$1/head-bucket.json" s3api head-bucket --bucket "$1"
  ask "buckets/$1/get-bucket-location.json" s3api get-bucket-location --bucket "$1"
  here=$(region_of "$1")
${bucketReads.map((command) => `  ask "buckets/$1/${commandName(command)}.json" s3api ${commandName(command)} --bucket "$1" --region "$here"`).join('\n')}
  if grep -q '"aws:kms' "$out/$account/buckets/$1/get-bucket-encryption.json"; then
    key=$(values KMSMasterKeyID "buckets/$1/get-bucket-encryption.json" | head -n 1)
    read_key "$here" "\${key:-alias/aws/s3}"
  fi
}

regions=
read_set_up() {
  read_bucket "$1"
  configuration=buckets/$1/get-bucket-replication.json
  grep -q '"Rules"' "$out/$account/$configuration" && regions="$regions $(region_of "$1")"
  for role in $(values Role "$configuration"); do read_role "$role"; done
  for key in $(values ReplicaKmsKeyID "$configuration" | sort -u); do read_key "$(region_of "$1")" "$key"; done
  for to in $(values Bucket "$configuration" | sed 's/^arn:[^:]*:s3::://' | sort -u); do
    read_bucket "$to"
    # A multi-Region key has the same id in the Region of the replicas.
    for key in $(values KMSMasterKeyID "buckets/$1/get-bucket-encryption.json" | sed -n 's/.*\\(mrk-[0-9a-f]*\\)$/\\1/p'); do
      read_key "$(region_of "$to")" "$key"
    done
    back=buckets/$to/get-bucket-replication.json
    for role in $(values Role "$back"); do read_role "$role"; done
    for key in $(values ReplicaKmsKeyID "$back" | sort -u); do read_key "$(region_of "$to")" "$key"; done
    for further in $(values Bucket "$back" | sed 's/^arn:[^:]*:s3::://' | sort -u); do read_bucket "$further"; done
  done
}
`;

const ofTheAccount = `
ask list-buckets.json s3api list-buckets
ask account-get-public-access-block.json s3control get-public-access-block --account-id "$account"
ask describe-organization.json organizations describe-organization
if grep -q '"Organization"' "$out/$account/describe-organization.json"; then
  child=$account
  while :; do
    for type in SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY; do
      list=organization/list-policies-for-target_\${type}_$child.json
      ask "$list" organizations list-policies-for-target --target-id "$child" --filter "$type"
      for policy in $(values Id "$list"); do
        ask "organization/describe-policy_$policy.json" organizations describe-policy --policy-id "$policy"
      done
    done
    case $child in r-*) break ;; esac
    ask "organization/list-parents_$child.json" organizations list-parents --child-id "$child"
    child=$(values Id "organization/list-parents_$child.json" | head -n 1)
    [ -n "$child" ] || break
  done
fi
`;

const ofJobs = `
for region in $(printf '%s\\n' $regions | sort -u); do read_jobs "$region"; done
`;

const closing = `
echo "The answers are in $out: replint audit $out" >&2
`;

/** @param buckets - source buckets; none = every bucket of the account */
export function setUpScript(buckets: readonly string[]): string {
  const names = '$(values Name list-buckets.json)';
  const loop =
    buckets.length === 0
      ? `\nfor bucket in ${names}; do read_set_up "$bucket"; done\n`
      : buckets.map((name) => `\nread_set_up ${shellWord(name)}`).join('') + '\n';
  return preamble + helpers + setUp + ofTheAccount + loop + ofJobs + closing;
}

/** Single commands, each for the account that can answer. */
export interface WantedRead {
  /** Null = not known whose credentials it takes. */
  readonly account: string | null;
  /** Below the account's folder. */
  readonly file: string;
  readonly words: readonly string[];
  /** A managed policy, with its version in force, in place of a command. */
  readonly policyArn?: string;
  /** A role, with all its policies, in place of a command. */
  readonly roleArn?: string;
}

function lineOf({ file, words, policyArn, roleArn }: WantedRead): string {
  if (policyArn !== undefined) return `  read_policy ${shellWord(policyArn)}`;
  if (roleArn !== undefined) return `  read_role ${shellWord(roleArn)}`;
  return `  ask ${shellWord(file)} ${words.map(shellWord).join(' ')}`;
}

export function missingScript(reads: readonly WantedRead[]): string {
  const accounts = [...new Set(reads.map(({ account }) => account))].sort((a, b) => ((a ?? '~') < (b ?? '~') ? -1 : 1));
  const sections = accounts.map((account) => {
    const lines = reads.filter((read) => read.account === account).map(lineOf);
    return account === null
      ? `\n# The input does not say whose these are: run them with the credentials of the owner.\n{\n${lines.join('\n')}\n}\n`
      : `\n# For the owner of account ${account}.\nif [ "$account" = ${account} ]; then\n${lines.join('\n')}\nfi\n`;
  });
  return preamble + helpers + sections.join('') + closing;
}
