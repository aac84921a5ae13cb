/** Random estates: correct ones of any shape, with a few statements too many or too few. */
import fc from 'fast-check';
import { buildEstate, type Snapshot } from '../../../scripts/fixtures/estate.mjs';
import { documentsOf, type Kind, type Statement } from './documents.js';
import { statementOf, type Names } from './statements.js';

export interface RandomEstate {
  readonly snapshot: Snapshot;
  readonly names: Names;
}

const choices = fc.record({
  kms: fc.boolean(),
  crossAccount: fc.boolean(),
  objectLock: fc.nat(5).map((drawn) => drawn === 0),
  ownerOverride: fc.nat(5).map((drawn) => drawn === 0),
  deleteMarkers: fc.boolean(),
  boundary: fc.nat(3).map((drawn) => drawn === 0),
  scp: fc.nat(3).map((drawn) => drawn === 0),
  rcp: fc.nat(3).map((drawn) => drawn === 0),
  sourceBucketKey: fc.boolean(),
  destinationBucketKey: fc.boolean(),
  prefix: fc.constantFrom('', '', 'a', 'logs/'),
  rolePath: fc.constantFrom('', 'service-role/'),
});

/** Each bucket has a policy, so that every document has a place. */
function withPolicies(snapshot: Snapshot): void {
  for (const account of snapshot.accounts)
    for (const bucket of account.buckets)
      if (bucket.GetBucketPolicy?.Policy === undefined)
        bucket.GetBucketPolicy = {
          Policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'Nobody',
                Effect: 'Allow',
                Principal: { AWS: account.id },
                Action: 's3:GetBucketAcl',
                Resource: `arn:aws:s3:::${bucket.Name}`,
              },
            ],
          }),
        };
}

interface Edit {
  readonly where: number;
  readonly drop: boolean;
  readonly at: number;
  readonly statement: Readonly<Record<Kind, Statement>>;
}

function editsOf(names: Names): fc.Arbitrary<readonly Edit[]> {
  const effect = fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Deny', 'Deny');
  const of = (kind: Kind): fc.Arbitrary<Statement> =>
    effect.chain((drawn) => statementOf(names, kind, kind === 'rcp' ? 'Deny' : drawn));
  const statement = fc.record({
    identity: of('identity'),
    boundary: of('boundary'),
    scp: of('scp'),
    rcp: of('rcp'),
    bucket: of('bucket'),
    key: of('key'),
    trust: of('trust'),
  });
  return fc.array(
    fc.record({ where: fc.nat(99), drop: fc.nat(3).map((drawn) => drawn === 0), at: fc.nat(9), statement }),
    { maxLength: 3 },
  );
}

function edited(snapshot: Snapshot, edits: readonly Edit[]): void {
  for (const { where, drop, at, statement } of edits) {
    const documents = documentsOf(snapshot);
    const held = documents[where % documents.length];
    if (held === undefined) continue;
    if (!drop) held.write([...held.statements, statement[held.kind]]);
    // An organization's full access is never gone.
    else if (held.kind !== 'scp' && held.kind !== 'rcp' && held.statements.length > 1)
      held.write(held.statements.filter((_each, index) => index !== at % held.statements.length));
  }
}

export function namesOf(setting: Snapshot): Names {
  const { source, destination, sourceAccount, destinationAccount, role, sourceKey, replicaKey } = setting;
  return { source, destination, sourceAccount, destinationAccount, role, sourceKey, replicaKey };
}

export const estate: fc.Arbitrary<RandomEstate> = choices.chain((chosen) => {
  const names = namesOf(buildEstate(chosen).setting);
  return fc.tuple(editsOf(names), fc.boolean()).map(([edits, hasTag]) => {
    const { snapshot } = buildEstate(chosen);
    withPolicies(snapshot);
    snapshot.accounts[0].roles[0].Tags = hasTag ? [{ Key: 'team', Value: 'data' }] : [];
    edited(snapshot, edits);
    return { snapshot, names };
  });
});
