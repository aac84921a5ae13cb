/** Keys in all the forms in which they are named, owned and granted. */
import { describe, expect, test } from '@jest/globals';
import { buildEstate, type Snapshot, type Setting } from '../../scripts/fixtures/estate.mjs';
import type { AuditOptions } from '../../src/judge.js';
import { auditOf, loud } from '../audit-of.js';

type Change = (snapshot: Snapshot, setting: Setting) => void;

function judge(choices: Readonly<Record<string, unknown>>, change: Change, options: AuditOptions = {}) {
  const { snapshot, setting } = buildEstate({ kms: true, ...choices });
  change(snapshot, setting);
  const report = auditOf(snapshot, options);
  const open = report.findings.filter(({ kind }) => kind === 'unknown').map(({ message }) => message);
  const resources = report.findings.map(({ permission }) => permission?.resource);
  return {
    verdict: report.replication[0]?.verdict,
    loud: loud(report),
    open,
    entry: report.replication[0],
    resources,
    report,
  };
}

function ruleOf(snapshot: Snapshot): Snapshot {
  return snapshot.accounts[0].buckets[0].GetBucketReplication.ReplicationConfiguration.Rules[0];
}
function replicaKeyId(snapshot: Snapshot, id: string): void {
  ruleOf(snapshot).Destination.EncryptionConfiguration.ReplicaKmsKeyID = id;
}
function identity(snapshot: Snapshot): Snapshot[] {
  return snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement;
}
function statementOf(snapshot: Snapshot, sid: string): Snapshot {
  return identity(snapshot).find(({ Sid }: Snapshot) => Sid === sid);
}
function withoutKms(snapshot: Snapshot): void {
  const document = snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument;
  document.Statement = document.Statement.filter(({ Action }: Snapshot) => !Action[0].startsWith('kms:'));
}
function keyId(arn: string): string {
  return arn.slice(arn.indexOf('key/') + 4);
}
function replicaKeyEntry(snapshot: Snapshot): Snapshot {
  return snapshot.accounts.at(-1).keys.at(-1);
}
function keyPolicy(snapshot: Snapshot, ...Statement: readonly unknown[]): void {
  replicaKeyEntry(snapshot).GetKeyPolicy = { Policy: JSON.stringify({ Version: '2012-10-17', Statement }) };
}
const alias: Change = (snapshot, { replicaKey }) => {
  const AliasArn = 'arn:aws:kms:us-west-2:111122223333:alias/replicas';
  replicaKeyEntry(snapshot).ListAliases = {
    Aliases: [{ AliasArn, AliasName: 'alias/replicas', TargetKeyId: keyId(replicaKey) }],
  };
};

describe('the replica key, as the rule names it', () => {
  test.each([
    ['by its id', keyId],
    ['by an alias', () => 'alias/replicas'],
    ['by the ARN of an alias', () => 'arn:aws:kms:us-west-2:111122223333:alias/replicas'],
  ] as const)('%s in its own account', (_name, form) => {
    const { verdict } = judge({}, (snapshot, setting) => {
      alias(snapshot, setting);
      replicaKeyId(snapshot, form(setting.replicaKey));
    });
    expect(verdict).toBe('replicates');
  });

  test('by its id alone, though it is of another account: S3 looks it up in the role’s', () => {
    const { verdict, open } = judge({ crossAccount: true }, (snapshot, { replicaKey }) =>
      replicaKeyId(snapshot, keyId(replicaKey)),
    );
    expect(verdict).toBe('unknown');
    expect(open.join()).toContain('arn:aws:kms:us-west-2:111122223333:key/');
  });

  test('by an alias that nobody read: it may stand for the key that the role may use, or not', () => {
    const unread: Change = (snapshot) => replicaKeyId(snapshot, 'alias/elsewhere');
    expect(judge({}, unread).verdict).toBe('unknown');
    const onlyTheKey: Change = (snapshot, { replicaKey, sourceKey }) => {
      unread(snapshot, { replicaKey, sourceKey } as Setting);
      identity(snapshot).push({ Effect: 'Deny', Action: 'kms:*', NotResource: [replicaKey, sourceKey] });
    };
    const { verdict, loud: found } = judge({}, onlyTheKey);
    expect(verdict).toBe('unknown');
    expect(found).toEqual(['warning kms/replica-key-is-alias']);
    const noKey: Change = (snapshot, setting) => {
      unread(snapshot, setting);
      identity(snapshot).push({ Effect: 'Deny', Action: 'kms:*', NotResource: setting.sourceKey });
    };
    expect(judge({}, noKey).verdict).toBe('fails');
    const noneOfTheAccount: Change = (snapshot, setting) => {
      unread(snapshot, setting);
      const Resource = 'arn:aws:kms:us-west-2:111122223333:key/*';
      identity(snapshot).push({ Effect: 'Deny', Action: 'kms:*', Resource });
    };
    expect(judge({}, noneOfTheAccount).verdict).toBe('fails');
  });

  test('of several Regions, where the role may use the one of the source Region only', () => {
    const { verdict, loud: found } = judge({ multiRegionKey: true }, (snapshot, { sourceKey }) => {
      statementOf(snapshot, 'EncryptReplicas').Resource = sourceKey;
    });
    expect(verdict).toBe('fails');
    expect(found).toContain('error kms/encrypt-not-allowed wrong-resource');
  });
});

describe('the AWS managed key', () => {
  const managed = (snapshot: Snapshot): void => {
    snapshot.accounts[0].buckets[0].GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault =
      { SSEAlgorithm: 'aws:kms' };
    replicaKeyId(snapshot, 'arn:aws:kms:us-west-2:111122223333:alias/aws/s3');
    snapshot.accounts[0].keys = [];
  };

  test('of the role’s account asks nothing of the role', () => {
    const { verdict, loud: found } = judge({}, (snapshot) => {
      managed(snapshot);
      withoutKms(snapshot);
    });
    expect([verdict, found]).toEqual(['replicates', ['warning kms/replica-key-is-alias']]);
  });

  test('is held back by a Deny all the same', () => {
    const {
      verdict,
      loud: found,
      resources,
    } = judge({}, (snapshot) => {
      managed(snapshot);
      identity(snapshot).push({ Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*' });
    });
    expect(verdict).toBe('fails');
    expect(found).toContain('error kms/decrypt-not-allowed explicit-deny');
    expect(resources).toContain('arn:aws:kms:us-east-1:111122223333:alias/aws/s3');
  });

  test('whose policy could not be read has the policy that all of them have', () => {
    const { verdict } = judge({}, (snapshot, { replicaKey }) => {
      withoutKms(snapshot);
      managed(snapshot);
      replicaKeyId(snapshot, replicaKey);
      const { snapshot: again } = buildEstate({ kms: true });
      const entry = again.accounts[0].keys[1];
      entry.DescribeKey.KeyMetadata.KeyManager = 'AWS';
      entry.GetKeyPolicy = { Error: { Code: 'AccessDenied' } };
      entry.ListGrants = { Error: { Code: 'AccessDenied' } };
      snapshot.accounts[0].keys = [entry];
    });
    expect(verdict).toBe('replicates');
  });

  test('of the destination’s account is closed to a role of another', () => {
    const { verdict, loud: found } = judge({ crossAccount: true }, (snapshot) =>
      replicaKeyId(snapshot, 'arn:aws:kms:us-west-2:444455556666:alias/aws/s3'),
    );
    expect(verdict).toBe('fails');
    expect(found).toContain('error kms/aws-managed-key-cross-account');
    expect(found).toContain('error kms/encrypt-not-allowed key-policy-does-not-allow');
  });
});

describe('key policies and grants', () => {
  const session = 'arn:aws:sts::111122223333:assumed-role/orders-replication/s3-replication';
  const use = { Effect: 'Allow', Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*' };

  test('the session as the only principal, in the key’s account', () => {
    const { verdict } = judge({}, (snapshot) => {
      identity(snapshot).splice(identity(snapshot).indexOf(statementOf(snapshot, 'EncryptReplicas')), 1);
      keyPolicy(snapshot, { ...use, Principal: { AWS: session } });
    });
    expect(verdict).toBe('replicates');
  });

  test('the session as the only principal, in another account: the identity policy counts too', () => {
    const bySession: Change = (snapshot) => keyPolicy(snapshot, { ...use, Principal: { AWS: session } });
    expect(judge({ crossAccount: true }, bySession).verdict).toBe('replicates');
    const { verdict, loud: found } = judge({ crossAccount: true }, (snapshot, setting) => {
      bySession(snapshot, setting);
      withoutKms(snapshot);
    });
    expect(verdict).toBe('fails');
    expect(found).toContain('error kms/encrypt-not-allowed no-statement');
  });

  test('no principal of the account at all: nothing that IAM says counts', () => {
    const { verdict, loud: found } = judge({}, (snapshot) =>
      keyPolicy(snapshot, { ...use, Action: 'kms:*', Principal: { AWS: 'arn:aws:iam::111122223333:role/admin' } }),
    );
    expect(verdict).toBe('fails');
    expect(found).toContain('error kms/encrypt-not-allowed key-policy-does-not-allow');
  });

  test('grants that could not be read matter only where nothing else allows', () => {
    const unread: Change = (snapshot) => {
      for (const key of snapshot.accounts[0].keys) key.ListGrants = { Error: { Code: 'AccessDenied' } };
    };
    expect(judge({}, unread)).toMatchObject({ verdict: 'replicates', loud: [], open: [] });
    const {
      verdict,
      loud: found,
      open,
    } = judge({}, (snapshot, setting) => {
      unread(snapshot, setting);
      withoutKms(snapshot);
    });
    expect([verdict, found]).toEqual(['unknown', []]);
    expect(open.join()).toContain('ListGrants');
  });

  test('a boundary is no certain cause where a grant may do without it', () => {
    const { verdict, loud: found } = judge({ boundary: true }, (snapshot, { role }) => {
      snapshot.accounts[0].policies[0].PolicyVersionList[0].Document.Statement[0].Action = 's3:*';
      withoutKms(snapshot);
      for (const key of snapshot.accounts[0].keys)
        key.ListGrants = {
          Grants: [{ GrantId: 'g', GranteePrincipal: role, Operations: ['Encrypt', 'Decrypt', 'GenerateDataKey'] }],
        };
    });
    expect([verdict, found]).toEqual(['unknown', []]);
  });
});

describe('Bucket Keys and the form of the encryption context', () => {
  const forms = {
    object: ['arn:aws:s3:::BUCKET/*'],
    bucket: ['arn:aws:s3:::BUCKET'],
    both: ['arn:aws:s3:::BUCKET', 'arn:aws:s3:::BUCKET/*'],
  };
  const limited =
    (source: keyof typeof forms, replica: keyof typeof forms): Change =>
    (snapshot, setting) => {
      for (const [sid, form, bucket] of [
        ['DecryptSource', source, setting.source],
        ['EncryptReplicas', replica, setting.destination],
      ] as const) {
        statementOf(snapshot, sid).Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] = forms[form].map((arn) =>
          arn.replace('BUCKET', bucket),
        );
      }
    };

  test.each([
    // source and destination Bucket Key; forms allowed on source and replica key; verdict
    [false, false, 'object', 'object', 'replicates'],
    [false, false, 'bucket', 'object', 'fails'],
    [false, false, 'object', 'bucket', 'fails'],
    [true, true, 'bucket', 'bucket', 'replicates'],
    [true, true, 'object', 'bucket', 'fails'],
    [true, true, 'bucket', 'object', 'fails'],
    [true, false, 'bucket', 'bucket', 'replicates'],
    [true, false, 'bucket', 'object', 'fails'],
    // A replica takes the use of a Bucket Key over from its source; another page lets either bucket decide.
    [false, true, 'object', 'both', 'replicates'],
    [false, true, 'object', 'object', 'unknown'],
    [false, true, 'object', 'bucket', 'unknown'],
    [false, true, 'bucket', 'both', 'fails'],
  ] as const)(
    'source %s, destination %s; %s form on the source key, %s form on the replica key: %s',
    (source, destination, onSource, onReplica, expected) => {
      const { verdict } = judge(
        { sourceBucketKey: source, destinationBucketKey: destination },
        limited(onSource, onReplica),
      );
      expect(verdict).toBe(expected);
    },
  );

  test('neither form on the replica key is an error, where either may be used', () => {
    const { verdict, loud: found } = judge({ destinationBucketKey: true }, (snapshot, setting) => {
      limited('object', 'both')(snapshot, setting);
      statementOf(snapshot, 'EncryptReplicas').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] =
        'arn:aws:s3:::other/*';
    });
    expect(verdict).toBe('fails');
    expect(found).toContain('error kms/encrypt-not-allowed condition-not-met');
  });

  test('an object is named only where the request is about one', () => {
    const objectForm = judge({}, limited('bucket', 'object')).report.findings;
    expect(objectForm.map(({ permission }) => permission?.counterexample)).toContain('orders/a');
    const bucketForm = judge({ sourceBucketKey: true }, limited('object', 'bucket')).report.findings;
    const decrypt = bucketForm.filter(({ rule }) => rule === 'kms/decrypt-not-allowed');
    expect(decrypt.map(({ permission }) => permission?.counterexample)).toEqual([null]);
  });

  test('DSSE-KMS objects never use a Bucket Key', () => {
    const dsse: Change = (snapshot, setting) => {
      limited('object', 'object')(snapshot, setting);
      for (const bucket of snapshot.accounts[0].buckets) {
        const [rule] = bucket.GetBucketEncryption.ServerSideEncryptionConfiguration.Rules;
        rule.ApplyServerSideEncryptionByDefault.SSEAlgorithm = 'aws:kms:dsse';
        rule.BucketKeyEnabled = true;
      }
    };
    const { verdict, entry } = judge({}, dsse);
    expect(verdict).toBe('replicates');
    expect(entry?.byObjectClass).toMatchObject({ 'DSSE-KMS': 'replicates', 'SSE-KMS': 'fails' });
  });

  test('one object’s context cuts that object out', () => {
    const { verdict, entry } = judge({}, (snapshot, setting) => {
      limited('object', 'object')(snapshot, setting);
      statementOf(snapshot, 'DecryptSource').Condition.StringLike['kms:EncryptionContext:aws:s3:arn'] =
        `arn:aws:s3:::${setting.source}/logs/*`;
    });
    expect(verdict).toBe('partly');
    expect(entry?.counterexample).toBe('orders/a');
  });
});

describe('other partitions and names of the service', () => {
  const inChina =
    (change: Change): Change =>
    (snapshot, setting) => {
      change(snapshot, setting);
      const text = JSON.stringify(snapshot)
        .replaceAll('arn:aws:', 'arn:aws-cn:')
        .replaceAll('us-east-1', 'cn-north-1')
        .replaceAll('us-west-2', 'cn-northwest-1')
        .replaceAll('"partition":"aws"', '"partition":"aws-cn"');
      Object.assign(snapshot, JSON.parse(text));
    };
  const viaService =
    (suffixes: readonly string[]): Change =>
    (snapshot) => {
      for (const [sid, region] of [
        ['DecryptSource', 'us-east-1'],
        ['EncryptReplicas', 'us-west-2'],
      ] as const)
        statementOf(snapshot, sid).Condition.StringLike['kms:ViaService'] = suffixes.map(
          (suffix) => `s3.${region}.${suffix}`,
        );
    };
  const both = ['amazonaws.com', 'amazonaws.com.cn'];

  test('kms:ViaService in the China Regions: both suffixes, or nobody knows', () => {
    expect(judge({}, inChina(viaService(both))).verdict).toBe('replicates');
    expect(judge({}, inChina(viaService(['amazonaws.com']))).verdict).toBe('unknown');
    expect(judge({}, inChina(viaService(['amazonaws.com.cn']))).verdict).toBe('unknown');
    expect(judge({}, inChina(viaService(['amazonaws.com.eu']))).verdict).toBe('fails');
  });

  test('the owner’s answer to it counts', () => {
    // The answer is one value, so it fits keys of one Region.
    const settled = new Map([['context:kms:kms:ViaService', 's3.cn-north-1.amazonaws.com.cn']]);
    const { open } = judge({ sameRegion: true }, inChina(viaService(['amazonaws.com'])), { settings: { settled } });
    expect(open).toEqual([]);
  });

  test('the AWS managed key of a China Region', () => {
    const { verdict } = judge(
      {},
      inChina((snapshot) => {
        withoutKms(snapshot);
        snapshot.accounts[0].buckets[0].GetBucketEncryption.ServerSideEncryptionConfiguration.Rules[0].ApplyServerSideEncryptionByDefault =
          { SSEAlgorithm: 'aws:kms' };
        replicaKeyId(snapshot, 'arn:aws:kms:us-west-2:111122223333:alias/aws/s3');
      }),
    );
    expect(verdict).toBe('replicates');
  });

  const trust = (snapshot: Snapshot): Snapshot => snapshot.accounts[0].roles[0].AssumeRolePolicyDocument.Statement;

  test.each([
    ['s3.amazonaws.com', 'replicates', 'replicates'],
    ['s3.amazonaws.com.cn', 'fails', 'unknown'],
    ['s3.us-east-1.amazonaws.com', 'unknown', 'unknown'],
    ['s3.us-west-2.amazonaws.com', 'fails', 'fails'],
    ['s3.cn-north-1.amazonaws.com.cn', 'fails', 'unknown'],
  ] as const)('a trust policy for %s: %s, in China %s', (service, usual, china) => {
    const change: Change = (snapshot) => {
      const statement = trust(snapshot);
      const [first = statement] = Array.isArray(statement) ? statement : [statement];
      first.Principal = { Service: service };
    };
    expect(judge({ kms: false }, change).verdict).toBe(usual);
    expect(judge({ kms: false }, inChina(change)).verdict).toBe(china);
  });
});

describe('an alias that nobody read', () => {
  const openOf = (change: Change): readonly (readonly [string, string | undefined])[] => {
    const { snapshot, setting } = buildEstate({ kms: true });
    change(snapshot, setting);
    const open = auditOf(snapshot).findings.filter(({ rule }) => rule === 'evidence/unreadable');
    return open.map(({ message, help }) => [message, help] as const);
  };
  const arn = 'arn:aws:kms:us-west-2:111122223333:alias/elsewhere';

  test('is one open question, with the call that answers it', () => {
    expect(openOf((snapshot) => replicaKeyId(snapshot, arn))).toEqual([
      [
        expect.stringContaining(`Which key ${arn} names is not known.`),
        expect.stringContaining(`aws kms describe-key --region us-west-2 --key-id ${arn}`),
      ],
    ]);
  });

  test('as a key that nobody read has one for each read', () => {
    const key = 'arn:aws:kms:us-west-2:111122223333:key/cccc0000-1111-4222-8333-444444444444';
    const reads = openOf((snapshot) => {
      replicaKeyId(snapshot, key);
      snapshot.accounts[0].roles[0].RolePolicyList[0].PolicyDocument.Statement[4].Resource = key;
    });
    expect(reads.map(([message]) => message.split(' ')[0]).sort()).toEqual([
      'DescribeKey',
      'GetKeyPolicy',
      'ListGrants',
    ]);
  });
});
