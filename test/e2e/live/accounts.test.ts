import {
  AttachPolicyCommand,
  CreateOrganizationalUnitCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { expect, test } from '@jest/globals';
import { memberAt, textAt } from '../../../src/collectors/json.js';
import { baseAccount, baseCredentials } from '../estates/seed.js';
import { auditorsOf, describeOnTheWire, fixture, judgementOf, reportOf } from '../servers/wire-test.js';

const denyKms = '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"kms:Decrypt","Resource":"*"}]}';

describeOnTheWire('many accounts', (wire) => {
  const organizations = (): OrganizationsClient =>
    new OrganizationsClient({ endpoint: wire.proxy.endpoint, region: 'us-east-1', credentials: baseCredentials });

  test('of an organization, by the name of a role', async () => {
    const { estate, accounts } = await wire.seed(fixture('cross-account-good'));
    const { snapshot, problems } = await wire.collect({ organizationRole: 'auditor' });
    expect(problems).toEqual([]);
    expect(reportOf(snapshot).input.accounts).toEqual([...accounts, baseAccount].sort());
    expect(judgementOf(reportOf(snapshot)).verdicts).toEqual(judgementOf(reportOf(estate)).verdicts);
    const roles = wire.proxy.calls.filter(({ operation }) => operation === 'AssumeRole').map(({ subject }) => subject);
    expect(roles.sort()).toEqual(accounts.map((id) => `arn:aws:iam::${id}:role/auditor`).sort());
  });

  test('whose organization denies what replication needs', async () => {
    const { accounts } = await wire.seed(fixture('cross-account-good'));
    const [source = ''] = accounts;
    const client = organizations();
    const { Roots } = await client.send(new ListRootsCommand({}));
    const RootId = Roots?.[0]?.Id ?? '';
    await client.send(new EnablePolicyTypeCommand({ RootId, PolicyType: 'SERVICE_CONTROL_POLICY' }));
    const { OrganizationalUnit } = await client.send(
      new CreateOrganizationalUnitCommand({ ParentId: RootId, Name: 'data' }),
    );
    const unit = OrganizationalUnit?.Id ?? '';
    await client.send(new MoveAccountCommand({ AccountId: source, SourceParentId: RootId, DestinationParentId: unit }));
    const { Policy } = await client.send(
      new CreatePolicyCommand({
        Name: 'no-decrypt',
        Description: '',
        Type: 'SERVICE_CONTROL_POLICY',
        Content: denyKms,
      }),
    );
    await client.send(new AttachPolicyCommand({ PolicyId: Policy?.PolicySummary?.Id ?? '', TargetId: unit }));
    wire.proxy.calls.length = 0;

    const { snapshot } = await wire.collect(auditorsOf(accounts));
    const report = reportOf(snapshot);
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['fails']);
    expect(report.findings.map(({ rule, permission }) => [rule, permission?.cause])).toContainEqual([
      'kms/decrypt-not-allowed',
      'service-control-policy',
    ]);
    const account = (memberAt(snapshot, 'accounts') as readonly never[]).find(
      (entry) => textAt(entry, 'id') === source,
    );
    const levels = memberAt(account, 'organization', 'serviceControlPolicies') as readonly never[];
    expect(levels.map((level) => textAt(level, 'target'))).toEqual([RootId, unit, source]);
    const asked = wire.proxy.calls
      .filter(({ operation }) => operation === 'DescribePolicy')
      .map(({ subject }) => subject);
    expect(asked.toSorted()).toEqual([...new Set(asked)].sort());
  });

  test('from a list', async () => {
    const { estate, accounts } = await wire.seed(fixture('cross-account-no-bucket-policy'));
    const list = { accounts: accounts.map((account) => ({ account, role: 'audit/reader', externalId: 'ticket-7' })) };
    const { snapshot } = await wire.collect({ accounts: list });
    expect(judgementOf(reportOf(snapshot))).toEqual(judgementOf(reportOf(estate)));
  });

  test('of which one does not let us in: told, and the others are read', async () => {
    const { accounts } = await wire.seed(fixture('cross-account-good'));
    const [source = '', destination = ''] = accounts;
    const closed = `arn:aws:iam::${destination}:role/auditor`;
    wire.proxy.misbehave({ denied: new Set([`AssumeRole ${closed}`]) });
    const { snapshot, complete, problems } = await wire.collect(auditorsOf(accounts));
    expect(complete).toBe(false);
    expect(
      problems.filter(({ isNeeded }) => isNeeded).map(({ kind, account, subject }) => [kind, account, subject]),
    ).toEqual([['account', destination, closed]]);
    const report = reportOf(snapshot);
    expect(report.input.accounts).toEqual([source]);
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
  });

  test('of which none lets us in', async () => {
    await wire.seed(fixture('cross-account-good'));
    wire.proxy.misbehave({ denied: new Set(['sts:AssumeRole']) });
    await expect(wire.collect(auditorsOf(['111122223333', '444455556666']))).rejects.toMatchObject({
      name: 'NoAccountReadable',
    });
  });

  test('a destination in an account of strangers is not an error', async () => {
    const { accounts } = await wire.seed(fixture('cross-account-good'));
    const { snapshot, complete } = await wire.collect(auditorsOf(accounts.slice(0, 1)));
    expect(complete).toBe(true);
    expect(
      (memberAt(snapshot, 'externalBuckets') as readonly never[]).map((bucket) => textAt(bucket, 'Name')),
    ).toHaveLength(1);
    expect(reportOf(snapshot).replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
  });

  test('in shards: joined, they are the whole', async () => {
    const { accounts } = await wire.seed(fixture('cross-account-no-key-policy'));
    const whole = await wire.collect(auditorsOf(accounts));
    const shards = await Promise.all(
      [1, 2, 3].map((index) => wire.collect({ ...auditorsOf(accounts), shard: { index, count: 3 } })),
    );
    expect(judgementOf(reportOf(...shards.map(({ snapshot }) => snapshot)))).toEqual(
      judgementOf(reportOf(whole.snapshot)),
    );
    const swept = shards.flatMap(({ calls }) => calls.byOperation['s3:ListBuckets'] ?? 0);
    expect(swept).toEqual([2, 2, 2]);
  });
});
