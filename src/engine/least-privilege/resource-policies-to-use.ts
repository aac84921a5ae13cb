/** Statements for trust, bucket and key policies that admit the replication roles and nobody else. */
import { regionName } from '../pairs/region-name.js';
import { bucketArn } from '../../estate/arn.js';
import type { Pair, RoleUse } from '../shapes/model.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import {
  joinedStatements,
  keysBelow,
  kmsCondition,
  oneOrMore,
  resourcesOf,
  type JsonObject,
} from '../remedy/statements.js';
import { pairsByRole } from './narrow-statement.js';
import { neededBy } from './needed-access.js';

/** S3, and S3 Batch Operations where the role serves it. */
export function trustPolicyPatch({ arn, role }: RoleUse, services: readonly string[]): PatchDraft {
  return {
    account: role.account,
    owner: 'source',
    target: { kind: 'trust-policy', resource: arn, name: null, part: null },
    operation: 'set',
    value: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: oneOrMore(services) }, Action: 'sts:AssumeRole' }],
    },
    // Whoever else takes the role loses it.
    decision: true,
    narrows: true,
    cause: 'least-privilege',
  };
}

/** For a destination bucket: one statement a role, of what it needs and `isGranted`. */
export function bucketStatements(
  incoming: readonly Pair[],
  isGranted: (action: string) => boolean,
): readonly JsonObject[] {
  return pairsByRole(incoming).flatMap(([role, pairs]) => {
    const actions = actionsOn(pairs, 'destination-objects').filter(isGranted);
    if (actions.length === 0) return [];
    const resources = pairs.map(
      ({ destination: { partition, name }, selected: { selection } }) =>
        `${bucketArn({ partition, name })}/${keysBelow(selection.prefix)}`,
    );
    return [
      { Effect: 'Allow', Principal: { AWS: role }, Action: oneOrMore(actions), Resource: resourcesOf(resources) },
    ];
  });
}

export interface KeyPlaces {
  /** Of the key; null = not known. */
  readonly region: string | null;
  readonly asSource: readonly Pair[];
  readonly asReplica: readonly Pair[];
}

/** For a key: one statement a role and direction, of what it needs and `isGranted`. */
export function keyStatements(
  { region, asSource, asReplica }: KeyPlaces,
  isGranted: (action: string) => boolean,
): readonly JsonObject[] {
  const of = (pairs: readonly Pair[], target: 'source-key' | 'replica-key'): readonly JsonObject[] =>
    pairsByRole(pairs).flatMap(([role, own]) => {
      const actions = actionsOn(own, target).filter(isGranted);
      const [first, ...others] = own.map((pair) => {
        const bucket = target === 'source-key' ? pair.source : pair.destination;
        const at = region ?? (target === 'source-key' ? regionName(pair.source) : pair.destination.region);
        return { region: at, bucketArn: bucketArn(bucket), prefix: pair.selected.selection.prefix };
      });
      if (first === undefined || actions.length === 0) return [];
      return [
        {
          Effect: 'Allow',
          Principal: { AWS: role },
          Action: oneOrMore(actions),
          Resource: '*',
          Condition: kmsCondition([first, ...others]),
        },
      ];
    });
  return joinedStatements([...of(asSource, 'source-key'), ...of(asReplica, 'replica-key')]);
}

/** Disputed permissions are in: leaving one out may break what works. */
function actionsOn(
  pairs: readonly Pair[],
  target: 'destination-objects' | 'source-key' | 'replica-key',
): readonly string[] {
  return pairs.flatMap((pair) =>
    neededBy(pair)
      .filter(({ row, action }) => row.target === target && row.requirement !== 'optional' && action === row.action)
      .map(({ action }) => action),
  );
}
