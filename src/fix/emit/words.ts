/** A patch in words: which document of whom, what is done to it. Plain text from elsewhere; emitters escape it. */
import { partsOf } from '../../estate/arn.js';
import type { Change, FixPatch, FixReport } from '../model.js';

function bucketName(arn: string): string {
  return partsOf(arn)?.resource ?? arn;
}

function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** `bucket policy of orders-replica`. */
export function documentWords({ target, policy, previous }: Pick<FixPatch, 'target' | 'policy' | 'previous'>): string {
  const { kind, resource, name } = target;
  switch (kind) {
    case 'role-policy':
      return `${policy?.kind === 'managed' ? 'managed' : 'inline'} policy ${name ?? ''} of role ${roleName(resource)}`;
    case 'permissions-boundary':
      return `permissions boundary ${policy?.arn ?? ''} of role ${roleName(resource)}`;
    case 'trust-policy':
      return previous === null
        ? `role ${roleName(resource)}, with its trust policy`
        : `trust policy of role ${roleName(resource)}`;
    case 'bucket-policy':
      return `bucket policy of ${bucketName(resource)}`;
    case 'key-policy':
      return `key policy of ${resource}`;
    case 'service-control-policy':
      return `service control policy ${name ?? ''}`;
    case 'resource-control-policy':
      return `resource control policy ${name ?? ''}`;
    case 'replication-configuration':
      return `replication configuration of ${bucketName(resource)}`;
    case 'setting':
      return `${settingWords[name ?? ''] ?? name ?? ''} of ${name === 'key-state' ? resource : bucketName(resource)}`;
  }
}

const settingWords: Readonly<Record<string, string>> = {
  versioning: 'versioning',
  'object-lock': 'Object Lock',
  'ownership-controls': 'object ownership',
  'request-payment': 'who pays for requests',
  'public-access-block': 'Block Public Access',
  'key-state': 'state',
};

const operationWords: Readonly<Record<Change['operation'], string>> = {
  'add-statement': 'allow what is missing',
  'replace-statement': 'replace',
  'add-exception': 'spare the replication role in',
  'remove-statement': 'remove',
  set: 'set',
};

/** `allow what is missing`, `spare the replication role in Statement[2]`. */
export function changeWords({ operation, part }: Change): string {
  if (operation === 'add-statement') return operationWords[operation];
  return part === null ? operationWords[operation] : `${operationWords[operation]} ${part}`;
}

/** `1 of 2 replication rules replicate`. */
export function countOf(count: number, all: number): string {
  return all === 1 ? `${count} of 1 replication rule replicates` : `${count} of ${all} replication rules replicate`;
}

/** What the changes make of the replication rules, as a sentence. */
export function verdictWords({ patches, pairs, verified, remaining }: FixReport): string {
  const good = countOf(pairs.filter(({ after }) => after === 'replicates').length, pairs.length);
  const before = pairs.filter((pair) => pair.before === 'replicates').length;
  if (patches.length > 0)
    return `${patches.length} change${patches.length === 1 ? '' : 's'}: ${good} then, ${before} today.`;
  return verified && remaining.length === 0 ? `Nothing to change: ${good}.` : `No change helps: ${good}.`;
}

/** Readable JSON for a diff; nothing where there is no document. */
export function linesOf(document: unknown): string {
  return document === null ? '' : `${JSON.stringify(document, null, 2)}\n`;
}

/** Why code is not edited there, as a sentence; null where that is not known. */
export function byHandWords({ byHand }: Pick<FixPatch, 'byHand'>): string | null {
  return byHand === undefined ? null : `To be edited by hand: here it is ${byHand}.`;
}

/** `t.yaml:24 (Role)`; null where the input says no place. */
export function placeWords({ place }: Pick<FixPatch, 'place'>): string | null {
  if (place === undefined) return null;
  return `${place.file}:${place.line}${place.address === '' ? '' : ` (${place.address})`}`;
}

/** What stands above a piece of code. */
export function titleLines(patch: FixPatch): readonly string[] {
  const place = placeWords(patch);
  const byHand = byHandWords(patch);
  return [
    `Step ${patch.step}: ${documentWords(patch)}${patch.decision ? ' (its owner has to decide)' : ''}`,
    ...patch.changes.map(changeWords),
    ...(place === null ? [] : [`Stands at ${place}`]),
    ...(byHand === null ? [] : [byHand]),
  ];
}
