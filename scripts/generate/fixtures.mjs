#!/usr/bin/env node
/** The fixture estates and the demo estate: correct estates (scripts/fixtures/estate.mjs) with one thing changed each. */
import { pathToFileURL } from 'node:url';
import { buildEstate } from '../fixtures/estate.mjs';
import { demoEstate } from '../fixtures/demo.mjs';
import { everyRule } from '../fixtures/every-rule.mjs';

const article = { name: 'reports', kms: true, multiRegionKey: true };
const cross = { name: 'orders', kms: true, crossAccount: true, rolePath: 'service-role/' };

function rolePolicy(snapshot) {
  return snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument;
}
function withoutStatement(sid) {
  return (snapshot) => {
    const policy = rolePolicy(snapshot);
    policy.Statement = policy.Statement.filter((statement) => statement.Sid !== sid);
  };
}
function destination(snapshot) {
  return snapshot.accounts.at(-1).buckets.at(-1);
}

/** name → [choices, change] */
export const estates = {
  'article-good': [article],
  'article-no-kms-decrypt': [article, withoutStatement('DecryptSource')],
  'article-no-kms-encrypt': [
    article,
    (snapshot) => {
      const statement = rolePolicy(snapshot).Statement.find(({ Sid }) => Sid === 'EncryptReplicas');
      statement.Action = ['kms:GenerateDataKey', 'kms:Decrypt'];
    },
  ],
  'article-encrypt-on-source-region-key-only': [
    article,
    (snapshot, setting) => {
      const statement = rolePolicy(snapshot).Statement.find(({ Sid }) => Sid === 'EncryptReplicas');
      statement.Resource = setting.sourceKey;
    },
  ],
  'article-versioning-suspended': [
    article,
    (snapshot) => {
      destination(snapshot).GetBucketVersioning = { Status: 'Suspended' };
    },
  ],
  'article-star-permissions': [
    article,
    (snapshot) => {
      rolePolicy(snapshot).Statement = [
        { Sid: 'Everything', Effect: 'Allow', Action: ['s3:*', 'kms:*'], Resource: '*' },
      ];
    },
  ],
  'cross-account-good': [cross],
  'cross-account-no-bucket-policy': [
    cross,
    (snapshot) => {
      destination(snapshot).GetBucketPolicy = {
        Error: { Code: 'NoSuchBucketPolicy', Message: 'The bucket policy does not exist' },
      };
    },
  ],
  'cross-account-no-key-policy': [
    cross,
    (snapshot, setting) => {
      const root = {
        Sid: 'EnableIamPolicies',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${setting.destinationAccount}:root` },
        Action: 'kms:*',
        Resource: '*',
      };
      snapshot.accounts[1].keys[0].GetKeyPolicy = {
        Policy: JSON.stringify({ Version: '2012-10-17', Statement: [root] }),
      };
    },
  ],
  'cross-account-no-identity-policy': [cross, withoutStatement('WriteReplicas')],
  'bucket-key-object-arn-condition': [
    { ...article, multiRegionKey: false, sourceBucketKey: true, destinationBucketKey: true },
    (snapshot, setting) => {
      const statement = rolePolicy(snapshot).Statement.find(({ Sid }) => Sid === 'DecryptSource');
      statement.Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] = `arn:aws:s3:::${setting.source}/*`;
    },
  ],
  'prefix-logs-slash-good': [{ name: 'archive', prefix: 'logs/' }],
  'prefix-everything-role-logs-only': [
    { name: 'archive' },
    (snapshot, setting) => {
      const statement = rolePolicy(snapshot).Statement.find(({ Sid }) => Sid === 'ReadSource');
      statement.Resource = `arn:aws:s3:::${setting.source}/logs/*`;
    },
  ],
  'prefix-logs-without-slash': [
    { name: 'archive', prefix: 'logs' },
    (snapshot, setting) => {
      const statement = rolePolicy(snapshot).Statement.find(({ Sid }) => Sid === 'ReadSource');
      statement.Resource = `arn:aws:s3:::${setting.source}/logs/*`;
    },
  ],
  'key-policy-unreadable': [
    article,
    (snapshot) => {
      snapshot.accounts[0].keys[1].GetKeyPolicy = {
        Error: { Code: 'AccessDeniedException', Message: 'not authorized to perform: kms:GetKeyPolicy' },
      };
    },
  ],
  'five-independent-defects': [
    cross,
    (snapshot, setting) => {
      const role = snapshot.accounts[0].roles[0];
      role.AssumeRolePolicyDocument.Statement[0].Principal = { Service: 'ec2.amazonaws.com' };
      withoutStatement('ReadSource')(snapshot);
      withoutStatement('DecryptSource')(snapshot);
      estates['cross-account-no-key-policy'][1](snapshot, setting);
      estates['cross-account-no-bucket-policy'][1](snapshot, setting);
    },
  ],
  'hostile-names': [
    { name: 'hostile' },
    (snapshot) => {
      const [source] = snapshot.accounts[0].buckets;
      const [rule] = source.GetBucketReplication.ReplicationConfiguration.Rules;
      rule.ID = '\u001b[31mred\u001b[0m ::error::x \u202e';
      source.GetBucketTagging = { TagSet: [{ Key: '__proto__', Value: 'constructor' }] };
      snapshot.accounts[0].buckets.push({ Name: '__proto__', BucketRegion: 'us-east-1' });
      rolePolicy(snapshot).Statement.push({
        Sid: 'S'.repeat(10_000),
        Effect: 'Deny',
        Action: 's3:ReplicateObject',
        Resource: `arn:aws:s3:::hostile-replica/${'*a'.repeat(40)}b`,
      });
    },
  ],
};

export function fixtureOf(name) {
  const [choices, change] = estates[name];
  const { snapshot, setting } = buildEstate(choices);
  change?.(snapshot, setting);
  return snapshot;
}

export async function generate() {
  const files = new Map(
    Object.keys(estates).map((name) => [
      `fixtures/estates/${name}.json`,
      `${JSON.stringify(fixtureOf(name), null, 2)}\n`,
    ]),
  );
  files.set('fixtures/demo/estate.json', `${JSON.stringify(demoEstate(), null, 2)}\n`);
  const { snapshot, config } = everyRule();
  // One line for each account: it is large, and nobody reads it in a diff.
  const { accounts, ...rest } = snapshot;
  const lines = accounts.map((account) => `    ${JSON.stringify(account)}`).join(',\n');
  const head = JSON.stringify(rest, null, 2).slice(0, -2);
  files.set('fixtures/every-rule/estate.json', `${head},\n  "accounts": [\n${lines}\n  ]\n}\n`);
  files.set('fixtures/every-rule/replint.config.json', `${JSON.stringify(config, null, 2)}\n`);
  return files;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { mkdir, writeFile } = await import('node:fs/promises');
  for (const folder of ['fixtures/estates', 'fixtures/demo', 'fixtures/every-rule'])
    await mkdir(folder, { recursive: true });
  for (const [file, text] of await generate()) await writeFile(file, text);
}
