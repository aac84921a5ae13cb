/** Lays patches over the snapshot that a report was made of: enough to judge again. */
import type { Snapshot } from '../../../scripts/fixtures/estate.mjs';
import type { Patch } from '../../../src/report/patch.js';

/** A copy with the patches applied; those without a value are for an owner to choose, and left out. */
export function applied(snapshot: Snapshot, patches: readonly Patch[]): Snapshot {
  const copy = structuredClone(snapshot);
  // Statements keep their places until all of them were changed.
  for (const patch of patches) if (patch.value !== null) apply(copy, patch);
  return copy;
}

function apply(snapshot: Snapshot, patch: Patch): void {
  const { kind, part } = patch.target;
  if (kind === 'setting') {
    const { place, name, value } = settingOf(snapshot, patch);
    place[name] = value;
  } else if (kind === 'replication-configuration') {
    const configuration = bucketOf(snapshot, patch).GetBucketReplication.ReplicationConfiguration;
    mergeInto(part === null ? configuration : configuration.Rules[indexOf(part)], patch.value ?? {});
  } else changeDocument(snapshot, patch);
}

/** JSON Merge Patch, RFC 7396. */
function mergeInto(target: Snapshot, change: object): void {
  for (const [name, value] of Object.entries(change)) {
    if (value === null) delete target[name];
    else if (typeof value === 'object' && !Array.isArray(value)) mergeInto((target[name] ??= {}), value);
    else target[name] = value;
  }
}

function indexOf(part: string): number {
  return Number(/\[(\d+)\]/u.exec(part)?.[1]);
}

function accountsOf(snapshot: Snapshot, id: string | null): readonly Snapshot[] {
  return snapshot.accounts.filter((account: Snapshot) => id === null || account.id === id);
}

function bucketOf(snapshot: Snapshot, { target, account }: Patch): Snapshot {
  const name = target.resource.split(':::')[1];
  for (const each of accountsOf(snapshot, account))
    for (const bucket of each.buckets) if (bucket.Name === name) return bucket;
  throw new Error(`no bucket ${name}`);
}

function keyOf(snapshot: Snapshot, { target }: Patch): Snapshot {
  for (const each of accountsOf(snapshot, null))
    for (const key of each.keys ?? [])
      if ((key.DescribeKey?.KeyMetadata?.Arn ?? key.Arn) === target.resource) return key;
  throw new Error(`no key ${target.resource}`);
}

function settingOf(snapshot: Snapshot, patch: Patch): { place: Snapshot; name: string; value: unknown } {
  const { value } = patch;
  switch (patch.target.name) {
    case 'versioning':
      return { place: bucketOf(snapshot, patch), name: 'GetBucketVersioning', value };
    case 'object-lock':
      return {
        place: bucketOf(snapshot, patch),
        name: 'GetObjectLockConfiguration',
        value: { ObjectLockConfiguration: value },
      };
    case 'ownership-controls':
      return {
        place: bucketOf(snapshot, patch),
        name: 'GetBucketOwnershipControls',
        value: { OwnershipControls: value },
      };
    case 'request-payment':
      return { place: bucketOf(snapshot, patch), name: 'GetBucketRequestPayment', value };
    case 'key-state':
      return {
        place: keyOf(snapshot, patch).DescribeKey.KeyMetadata,
        name: 'KeyState',
        value: (value as { KeyState: string }).KeyState,
      };
    default:
      throw new Error(`no setting ${patch.target.name}`);
  }
}

// ---- documents ----------------------------------------------------------------------------------------------------

interface Holder {
  read(): unknown;
  write(document: Snapshot): void;
}

function member(place: Snapshot, name: string): Holder {
  return {
    read: () => place[name],
    write: (document) => {
      place[name] = typeof place[name] === 'string' ? JSON.stringify(document) : document;
    },
  };
}

function holderOf(snapshot: Snapshot, patch: Patch): Holder {
  const { kind, name, resource } = patch.target;
  if (kind === 'bucket-policy') {
    const bucket = bucketOf(snapshot, patch);
    if (bucket.GetBucketPolicy?.Policy === undefined) bucket.GetBucketPolicy = { Policy: emptyDocument };
    return member(bucket.GetBucketPolicy, 'Policy');
  }
  if (kind === 'key-policy') return member(keyOf(snapshot, patch).GetKeyPolicy, 'Policy');
  if (kind === 'service-control-policy' || kind === 'resource-control-policy')
    return organizationPolicy(snapshot, patch);
  const account = accountsOf(snapshot, patch.account).find(({ roles }) =>
    roles.some(({ Arn }: Snapshot) => Arn === resource),
  );
  const role = account.roles.find(({ Arn }: Snapshot) => Arn === resource);
  // A role that is not there begins with its trust policy.
  if (role.GetRole?.Error !== undefined) {
    delete role.GetRole;
    Object.assign(role, {
      RoleName: role.Arn.slice(role.Arn.lastIndexOf('/') + 1),
      AssumeRolePolicyDocument: emptyDocument,
      RolePolicyList: [],
      AttachedManagedPolicies: [],
    });
  }
  if (kind === 'trust-policy') return member(role, 'AssumeRolePolicyDocument');
  if (kind === 'permissions-boundary')
    return managedPolicy(account, role.PermissionsBoundary.PermissionsBoundaryArn, null);
  const inline = (role.RolePolicyList ??= []);
  const found = inline.find(({ PolicyName }: Snapshot) => PolicyName === name);
  if (found !== undefined) return member(found, 'PolicyDocument');
  if (name !== null) return managedPolicy(account, null, name);
  if (patch.operation === 'set') {
    // All identity-based policies of the role together become one.
    role.AttachedManagedPolicies = [];
    role.RolePolicyList = [{ PolicyName: 'replint', PolicyDocument: emptyDocument }];
    return member(role.RolePolicyList[0], 'PolicyDocument');
  }
  const added = { PolicyName: `replint-${patch.id}`, PolicyDocument: emptyDocument };
  inline.push(added);
  return member(added, 'PolicyDocument');
}

const emptyDocument = { Version: '2012-10-17', Statement: [] };

function managedPolicy(account: Snapshot, arn: string | null, name: string | null): Holder {
  const policy = account.policies.find((each: Snapshot) => each.Arn === arn || each.PolicyName === name);
  return member(
    policy.PolicyVersionList.find(({ IsDefaultVersion }: Snapshot) => IsDefaultVersion),
    'Document',
  );
}

function organizationPolicy(snapshot: Snapshot, { target }: Patch): Holder {
  const account = snapshot.accounts.find(({ id }: Snapshot) => target.resource === `account ${id}`);
  const levels =
    account.organization[
      target.kind === 'service-control-policy' ? 'serviceControlPolicies' : 'resourceControlPolicies'
    ];
  const all = levels.flatMap(({ policies }: Snapshot) => policies);
  const own = target.name === null ? all : all.filter(({ Name }: Snapshot) => Name === target.name);
  return {
    read: () => own[0].Content,
    write: (document) => {
      for (const each of own) each.Content = JSON.stringify(document);
    },
  };
}

function documentOf(value: unknown): Snapshot {
  if (typeof value !== 'string') return structuredClone(value);
  return JSON.parse(value.startsWith('%') ? decodeURIComponent(value) : value);
}

function changeDocument(snapshot: Snapshot, patch: Patch): void {
  if (patch.operation === 'remove-statement' && patch.target.part === null) {
    detach(snapshot, patch);
    return;
  }
  const holder = holderOf(snapshot, patch);
  if (patch.operation === 'set') {
    holder.write(patch.value);
    return;
  }
  const document = documentOf(holder.read());
  const statements: Snapshot[] = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  const value = patch.value as Snapshot;
  const index = patch.target.part === null ? -1 : indexOf(patch.target.part);
  switch (patch.operation) {
    case 'add-statement':
      statements.push(...value.Statement);
      break;
    case 'replace-statement':
      statements.splice(index, 1, value.Statement);
      break;
    case 'remove-statement':
      statements.splice(index, 1, []);
      break;
    case 'add-exception':
      joinCondition((statements[index].Condition ??= {}), value.Condition);
      break;
  }
  // Lists stand for what replaced one statement, so that the others kept their places.
  holder.write({ ...document, Statement: statements });
}

function detach(snapshot: Snapshot, { target, account }: Patch): void {
  for (const { roles } of accountsOf(snapshot, account))
    for (const role of roles)
      if (role.Arn === target.resource)
        role.AttachedManagedPolicies = role.AttachedManagedPolicies.filter(
          ({ PolicyName }: Snapshot) => PolicyName !== target.name,
        );
}

function joinCondition(condition: Snapshot, more: Snapshot): void {
  for (const [operator, tests] of Object.entries(more as Record<string, Record<string, unknown>>)) {
    const own = (condition[operator] ??= {});
    for (const [key, values] of Object.entries(tests))
      own[key] = own[key] === undefined ? values : [own[key], values].flat();
  }
}

/** Lists that stand in the place of statements become the statements themselves. */
export function flattened(snapshot: Snapshot): Snapshot {
  const walk = (value: Snapshot): Snapshot => {
    if (typeof value === 'string' && /^\s*\{.*"Statement"/su.test(value))
      return JSON.stringify(walk(JSON.parse(value)));
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each)]));
    if (Array.isArray(copy['Statement'])) copy['Statement'] = copy['Statement'].flat();
    return copy;
  };
  return walk(snapshot);
}
