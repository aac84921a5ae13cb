/** Code over what is there: Terraform leaves alone what `ignore_changes` names, so that the code says nothing of it. */
import { expect, test } from '@jest/globals';
import { InputFile } from '../../../src/sources/input-file.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { existingIn } from '../../../src/sources/existing.js';
import { run } from '../../../src/run.js';
import { plainRun } from '../../plain-run.js';
import { estateOf } from '../../estate-of.js';

const allowed = JSON.stringify({ Version: '2012-10-17', Statement: [] });
const denied = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:Replicate*', Resource: 'arn:aws:s3:::orders-replica/*' }],
});

async function verdictOver(lifecycle: string): Promise<readonly string[]> {
  const { snapshot, destination } = estateOf();
  destination.GetBucketPolicy = { Policy: denied };
  const code = `
provider "aws" {
  region              = "us-west-2"
  allowed_account_ids = ["111122223333"]
}
resource "aws_s3_bucket_policy" "d" {
  bucket = "orders-replica"
  policy = ${JSON.stringify(allowed)}
  ${lifecycle}
}
`;
  const files = (name: string, text: string): readonly InputFile[] => [
    new InputFile({ name, given: name, text, bytes: null }),
  ];
  const base = await readFiles(files('live.json', JSON.stringify(snapshot)));
  const change = await readFiles(files('main.tf', code), { existing: existingIn(base) });
  const inputs = [...base, ...change.map((reading) => ({ ...reading, isChange: true }))];
  return run({ inputs, ...plainRun }).report.replication.map(({ verdict }) => verdict);
}

test.each([
  ['nothing is ignored: the code counts', '', 'replicates'],
  ['the policy', 'lifecycle {\n ignore_changes = [policy]\n}', 'unknown'],
  ['the policy, as a text', 'lifecycle {\n ignore_changes = ["policy"]\n}', 'unknown'],
  ['everything', 'lifecycle {\n ignore_changes = all\n}', 'unknown'],
  ['something else', 'lifecycle {\n ignore_changes = [tags]\n}', 'replicates'],
  ['nothing', 'lifecycle {\n ignore_changes = []\n prevent_destroy = true\n}', 'replicates'],
])('ignore_changes: %s', async (_, lifecycle, verdict) => {
  expect(await verdictOver(lifecycle)).toEqual([verdict]);
});
