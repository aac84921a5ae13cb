/** Builds the organization of a snapshot in moto: its accounts, the units they are in, and the policies attached at each level. */
import {
  AttachPolicyCommand,
  CreateAccountCommand,
  CreateOrganizationCommand,
  CreateOrganizationalUnitCommand,
  CreatePolicyCommand,
  EnablePolicyTypeCommand,
  ListRootsCommand,
  MoveAccountCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { type Mapping, type Raw, raw, rawList, text } from './seed-values.js';

const lists = [
  ['serviceControlPolicies', 'SERVICE_CONTROL_POLICY', 'FullAWSAccess'],
  ['resourceControlPolicies', 'RESOURCE_CONTROL_POLICY', 'RCPFullAWSAccess'],
] as const;

function idOf(account: Raw): string {
  return text(account['id']);
}
function levelsOf(account: Raw, list: string): readonly Raw[] {
  return rawList(raw(account['organization'])[list]);
}

/** The ids of accounts, units and roots are the server's: `mapping` learns them. */
export async function createOrganization(
  client: OrganizationsClient,
  accounts: readonly Raw[],
  mapping: Mapping,
): Promise<void> {
  const members = accounts.filter((account) => text(raw(account['organization'])['id']) !== '');
  if (members.length === 0) return;
  const { Organization } = await client.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const root = text((await client.send(new ListRootsCommand({}))).Roots?.[0]?.Id);
  const ids = new Map<string, string>();
  for (const account of members) {
    mapping.set(text(raw(account['organization'])['id']), text(Organization?.Id));
    const { CreateAccountStatus } = await client.send(
      new CreateAccountCommand({ AccountName: `account-${idOf(account)}`, Email: `a${idOf(account)}@example.com` }),
    );
    ids.set(idOf(account), text(CreateAccountStatus?.AccountId));
  }
  for (const account of members) await createUnits(client, account, root, ids);
  for (const [from, to] of ids) mapping.set(from, to);
  for (const [list, type, granted] of lists) {
    if (members.every((account) => levelsOf(account, list).length === 0)) continue;
    await client.send(new EnablePolicyTypeCommand({ RootId: root, PolicyType: type }));
    const attached = new Set<string>();
    for (const level of members.flatMap((account) => levelsOf(account, list))) {
      for (const policy of rawList(level['policies'])) {
        const place = `${text(level['target'])} ${text(policy['Name'])}`;
        if (text(policy['Name']) === granted || attached.has(place)) continue;
        attached.add(place);
        await attach(client, type, policy, ids.get(text(level['target'])) ?? '');
      }
    }
  }
}

/** The units above an account, and the account in the lowest of them. */
async function createUnits(
  client: OrganizationsClient,
  account: Raw,
  root: string,
  ids: Map<string, string>,
): Promise<void> {
  const [levels = []] = lists.map(([list]) => levelsOf(account, list)).filter(({ length }) => length > 0);
  let parent = root;
  for (const target of levels.map((level) => text(level['target']))) {
    if (target.startsWith('r-')) ids.set(target, root);
    if (!target.startsWith('ou-')) continue;
    const before = ids.get(target);
    const unit =
      before ??
      text(
        (await client.send(new CreateOrganizationalUnitCommand({ ParentId: parent, Name: target }))).OrganizationalUnit
          ?.Id,
      );
    ids.set(target, unit);
    parent = unit;
  }
  if (parent === root) return;
  const AccountId = ids.get(idOf(account)) ?? '';
  await client.send(new MoveAccountCommand({ AccountId, SourceParentId: root, DestinationParentId: parent }));
}

async function attach(
  client: OrganizationsClient,
  Type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY',
  policy: Raw,
  TargetId: string,
): Promise<void> {
  const { Content } = policy;
  const { Policy } = await client.send(
    new CreatePolicyCommand({
      Name: text(policy['Name']),
      Description: '',
      Type,
      Content: typeof Content === 'string' ? Content : JSON.stringify(Content),
    }),
  );
  await client.send(new AttachPolicyCommand({ PolicyId: text(Policy?.PolicySummary?.Id), TargetId }));
}
