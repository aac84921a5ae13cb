/** What is read live because a configuration leads to it, where nothing else does. */
import { expect, test } from '@jest/globals';
import { buildEstate } from '../../../scripts/fixtures/estate.mjs';
import { memberAt, textAt } from '../../../src/collectors/json.js';
import { expectSameJudgement } from '../estates/same-judgement.js';
import { auditorsOf, describeOnTheWire, reportOf } from '../servers/wire-test.js';

interface Estate {
  accounts: {
    buckets: {
      GetBucketEncryption: object;
      GetBucketReplication: { ReplicationConfiguration: { Rules: { Destination: object }[] } };
    }[];
    roles: {
      RolePolicyList: { PolicyDocument: { Statement: { Action: string | string[]; Resource: unknown }[] } }[];
    }[];
    keys: { DescribeKey: { KeyMetadata: { Arn: string } } }[];
  }[];
}

/** Replicas under the related key, whose ARN no configuration and no policy names. */
function withRelatedKey(status: 'Enabled' | 'Disabled'): Estate {
  const { snapshot } = buildEstate({ kms: true, multiRegionKey: true, sourceBucketKey: true }) as { snapshot: Estate };
  const [account] = snapshot.accounts;
  const [source] = account?.buckets ?? [];
  const key = account?.keys[0]?.DescribeKey.KeyMetadata.Arn;
  if (account === undefined || source === undefined || key === undefined) throw new Error('The estate has no keys.');
  for (const bucket of account.buckets) {
    const KMSMasterKeyID = bucket === source ? key : undefined;
    const byDefault =
      KMSMasterKeyID === undefined ? { SSEAlgorithm: 'AES256' } : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID };
    bucket.GetBucketEncryption = {
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: byDefault }] },
    };
  }
  for (const { Destination } of source.GetBucketReplication.ReplicationConfiguration.Rules)
    Object.assign(Destination, { EncryptionConfiguration: { UseSourceMultiRegionKey: { Status: status } } });
  for (const statement of account.roles.flatMap((role) =>
    role.RolePolicyList.flatMap(({ PolicyDocument }) => PolicyDocument.Statement),
  ))
    if ([statement.Action].flat().some((action) => action.startsWith('kms:'))) statement.Resource = '*';
  return snapshot;
}

describeOnTheWire('what a configuration leads to', (wire) => {
  const keyRegionsOf = async (given: Estate): Promise<readonly string[]> => {
    const { accounts } = await wire.seed(given);
    const { snapshot } = await wire.collect(auditorsOf(accounts));
    const [account] = memberAt(snapshot, 'accounts') as readonly never[];
    return (memberAt(account, 'keys') as readonly never[])
      .map((key) => textAt(key, 'Arn')?.split(':')[3] ?? '')
      .toSorted();
  };

  test('the related multi-Region key in the Region of the destination', async () => {
    expect(await keyRegionsOf(withRelatedKey('Enabled'))).toEqual(['us-east-1', 'us-west-2']);
  });

  test.each(['alias/orders', 'arn:aws:kms:us-east-1:111122223333:alias/orders'])(
    'the related key of a default key that is named by %s',
    async (alias) => {
      const given = withRelatedKey('Enabled');
      const [account] = given.accounts;
      const [key] = account?.keys ?? [];
      const arn = key?.DescribeKey.KeyMetadata.Arn ?? '';
      Object.assign(key ?? {}, {
        ListAliases: {
          Aliases: [
            {
              AliasName: 'alias/orders',
              AliasArn: 'arn:aws:kms:us-east-1:111122223333:alias/orders',
              TargetKeyId: arn.slice(arn.indexOf('/') + 1),
            },
          ],
        },
      });
      const [source] = account?.buckets ?? [];
      Object.assign(source ?? {}, {
        GetBucketEncryption: JSON.parse(JSON.stringify(source?.GetBucketEncryption).replace(arn, alias)),
      });
      expect(await keyRegionsOf(given)).toEqual(['us-east-1', 'us-west-2']);
    },
  );

  test('no related key where none is asked for', async () => {
    expect(await keyRegionsOf(withRelatedKey('Disabled'))).toEqual(['us-east-1']);
  });

  test('the related key is judged live as from a file', async () => {
    await expectSameJudgement(wire, withRelatedKey('Enabled'));
  });

  test('a role of that name with another path is not the one that is named', async () => {
    const { snapshot } = buildEstate({}) as { snapshot: Estate };
    const named = 'arn:aws:iam::111122223333:role/orders-replication';
    const there = 'arn:aws:iam::111122223333:role/service/orders-replication';
    Object.assign(snapshot.accounts[0]?.roles[0] ?? {}, { Path: '/service/', Arn: there });
    const { accounts } = await wire.seed(snapshot);
    const live = reportOf((await wire.collect(auditorsOf(accounts))).snapshot);
    const missing = live.findings.filter(({ rule }) => rule === 'role/missing').map(({ message }) => message);
    expect(missing).toEqual([expect.stringContaining(named)]);
    expect(missing).toEqual([expect.stringContaining(there)]);
    expect(live.replication.map(({ verdict }) => verdict)).toEqual(['fails']);
  });
});
