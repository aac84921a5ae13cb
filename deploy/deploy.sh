#!/usr/bin/env bash
# Uploads the code of the scheduled job and deploys its stack.
#
#   deploy/deploy.sh STACK CODE_BUCKET [Parameter=Value ...]
#
# CODE_BUCKET is a bucket of this account, in the Region of the stack. Parameters are those of replint-job.yaml; CodeBucket and CodeKey
# are set here. The key holds the digest of the code, so that new code is a change to CloudFormation and the same code is none.
set -euo pipefail
if [ $# -lt 2 ]; then
  sed -n '2,8s/^# \{0,1\}//p' "$0"
  exit 2
fi
stack=$1
code_bucket=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
archive=$here/../dist/replint-job.zip
if [ ! -f "$archive" ]; then
  echo "There is no $archive: run \`npm ci\`, which builds it." >&2
  exit 2
fi
digest=$(openssl dgst -sha256 "$archive" | sed 's/^.*= *//' | cut -c1-16)
key=replint-job-$digest.zip
aws s3 cp --only-show-errors "$archive" "s3://$code_bucket/$key"
aws cloudformation deploy \
  --stack-name "$stack" \
  --template-file "$here/replint-job.yaml" \
  --capabilities CAPABILITY_IAM \
  --no-fail-on-empty-changeset \
  --parameter-overrides "CodeBucket=$code_bucket" "CodeKey=$key" "$@"
aws cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].Outputs' --output table
