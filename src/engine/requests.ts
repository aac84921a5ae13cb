/** Every request that S3 makes for a pair, decided. */
import { valueOf } from '../estate/fact.js';
import { everyKey } from '../policy/strings/index.js';
import { decide } from '../policy/decide.js';
import type { AccessRequest, Authorities, DecideOptions, Decision, RequestPrincipal, Text } from '../policy/model.js';
import { requestRows } from '../replication/requests/index.js';
import type { EncryptionContextForm, RequestRow } from '../replication/model.js';
import type { AuthorityBook } from './authorities.js';
import { contextOf } from './context.js';
import type { DecidedRequest, KeyReference } from './model.js';
import type { PairBase } from './pair-base.js';
import { objectClasses, type ObjectClass } from './report.js';
import { isRoleArn } from './role-arn.js';
import { isRequestMade } from './settled.js';

interface Place {
  /** Among the places of its target. */
  readonly index: number;
  readonly resource: Text;
  /** With `*` for the object key. */
  readonly resourceText: string;
  /** Where the key's ARN is not known: what it looks like. */
  readonly pattern?: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly key: KeyReference | null;
}

/** In S3's order: rows as the table has them, for each class of objects. */
export function decideRequests(pair: PairBase, book: AuthorityBook): readonly DecidedRequest[] {
  if (pair.role.arn === null || !isRoleArn(pair.role.arn)) return [];
  const decided: DecidedRequest[] = [];
  const decider = new Decider(pair, book);
  for (const row of requestRows) {
    if (!row.derived) continue;
    const applies = isMade(row, pair);
    if (applies === false) continue;
    for (const objectClass of objectClasses) {
      if (!row.objectClasses.includes(objectClass) || !pair.selectsClass(objectClass)) continue;
      addRequests(decided, row, objectClass, pair, decider, applies === true);
    }
  }
  return decided;
}

/** Null = not known, or not documented and not answered by the owner. */
function isMade(row: RequestRow, { facts, settings }: PairBase): boolean | null {
  const applies = row.applies(facts);
  const isUndocumented = applies === null && (row.undocumented?.(facts) ?? null) !== null;
  return isUndocumented ? isRequestMade(settings, row.id) : applies;
}

function addRequests(
  decided: DecidedRequest[],
  row: RequestRow,
  objectClass: ObjectClass,
  pair: PairBase,
  decider: Decider,
  isCertain: boolean,
): void {
  const places = decider.placesOf(row);
  for (const action of actionsOf(row, objectClass)) {
    for (const place of places) {
      for (const contextForm of contextForms(row, pair, objectClass)) {
        decided.push({
          row,
          action,
          objectClass,
          contextForm,
          key: place.key,
          principal: row.leg === 'assume-role' ? row.principal : (pair.role.arn ?? ''),
          resource: place.resourceText,
          resourceAccount: place.account,
          resourceRegion: place.region,
          decision: decider.decide(row, action, objectClass, place, contextForm?.form ?? null),
          isCertain,
        });
      }
    }
  }
}

const actionsOf = (row: RequestRow, objectClass: ObjectClass): readonly string[] => {
  if (row.alternatives.length === 0) return [row.action];
  const alternatives = row.alternatives.filter((each) => each.objectClasses.includes(objectClass));
  return [row.action, ...alternatives.map(({ action }) => action)];
};

/**
 * The decisions of one pair. Rows and classes of objects often ask the same question; each is decided once. Only what a replica is
 * written with depends on the class of the object.
 */
class Decider {
  readonly #pair: PairBase;
  readonly #book: AuthorityBook;
  readonly #places = new Map<RequestRow['target'], readonly Place[]>();
  readonly #decisions = new Map<string, Decision>();

  constructor(pair: PairBase, book: AuthorityBook) {
    this.#pair = pair;
    this.#book = book;
  }

  placesOf({ target }: RequestRow): readonly Place[] {
    let places = this.#places.get(target);
    if (places === undefined) this.#places.set(target, (places = placesOf(target, this.#pair)));
    return places;
  }

  decide(
    row: RequestRow,
    action: string,
    objectClass: ObjectClass,
    place: Place,
    form: EncryptionContextForm | null,
  ): Decision {
    const { leg, target, principal, needs } = row;
    const written = action === 's3:ReplicateObject' ? objectClass : '';
    const who = leg === 'assume-role' ? principal : '';
    const id = `${leg} ${who} ${needs} ${action} ${target} ${place.index} ${form ?? ''} ${written}`;
    let decision = this.#decisions.get(id);
    if (decision === undefined) {
      decision = decideOne(row, action, objectClass, this.#pair, this.#book, place, form);
      this.#decisions.set(id, decision);
    }
    return decision;
  }
}

function contextForms(
  row: RequestRow,
  pair: PairBase,
  objectClass: ObjectClass,
): readonly DecidedRequest['contextForm'][] {
  if (row.leg !== 'kms') return [null];
  const { expected, other } = row.encryptionContext(pair.facts, objectClass);
  const forms = [
    ...expected.map((form) => ({ form, expected: true })),
    ...other.map((form) => ({ form, expected: false })),
  ];
  return forms.length === 0 ? [null] : forms;
}

function placesOf(target: RequestRow['target'], pair: PairBase): readonly Place[] {
  const { source, destination, role } = pair;
  const sourceArn = `arn:${source.partition}:s3:::${source.name}`;
  const destinationArn = `arn:${destination.partition}:s3:::${destination.name}`;
  const atSource = { index: 0, account: source.account, region: valueOf(source.region) ?? null, key: null };
  const atDestination = { index: 0, account: destination.account, region: destination.region, key: null };
  switch (target) {
    case 'role': {
      const arn = role.arn ?? '';
      return [{ index: 0, resource: arn, resourceText: arn, account: role.account, region: null, key: null }];
    }
    case 'source-bucket':
      return [{ ...atSource, resource: sourceArn, resourceText: sourceArn }];
    case 'source-objects':
      return [{ ...atSource, ...objectsIn(sourceArn) }];
    case 'destination-bucket':
      return [{ ...atDestination, resource: destinationArn, resourceText: destinationArn }];
    case 'destination-objects':
      return [{ ...atDestination, ...objectsIn(destinationArn) }];
    case 'source-key':
      return pair.sourceKeys.map((key, index) => keyPlace(key, index, source.partition));
    case 'replica-key':
      return pair.replicaKey === null ? [] : [keyPlace(pair.replicaKey, 0, destination.partition)];
    default:
      return [];
  }
}

const objectsIn = (bucketArn: string): Pick<Place, 'resource' | 'resourceText'> => ({
  resource: { prefix: `${bucketArn}/` },
  resourceText: `${bucketArn}/*`,
});

/** A key that is known by its alias only is some key of that account and Region. */
const keyPlace = (key: KeyReference, index: number, partition: string): Place => {
  const { arn, account, region } = key;
  if (arn !== null) return { index, resource: arn, resourceText: arn, account, region, key };
  const place = `arn:${partition}:kms`;
  const resource = `${place}:${region ?? ''}:${account ?? ''}:key/${key.isAwsManaged === true ? 'aws-s3' : 'unknown'}`;
  const pattern = `${place}:${region ?? '*'}:${account ?? '*'}:key/*`;
  return { index, resource, resourceText: resource, pattern, account, region, key };
};

function decideOne(
  row: RequestRow,
  action: string,
  objectClass: ObjectClass,
  pair: PairBase,
  book: AuthorityBook,
  place: Place,
  form: EncryptionContextForm | null,
): Decision {
  const { source, destination, role } = pair;
  const isSource = row.target === 'source-bucket' || row.target === 'source-objects' || row.target === 'source-key';
  const bucketName = isSource ? source.name : destination.name;
  const bucketArn = `arn:${isSource ? source.partition : destination.partition}:s3:::${bucketName}`;
  const encryptionContext: Text | null =
    form === null ? null : form === 'bucket-arn' ? bucketArn : { prefix: `${bucketArn}/` };
  const context = contextOf({
    estate: pair.estate,
    settings: pair.settings,
    leg: row.leg,
    action,
    roleArn: role.arn ?? '',
    role: role.role,
    roleAccount: role.account,
    source,
    bucket: row.leg === 's3' ? (isSource ? source : destination.bucket) : null,
    key: place.key,
    resourceAccount: place.account,
    region: place.region,
    encryptionContext,
    objectClass,
    replicaKey: pair.replicaKey,
    tags: isSource ? pair.selection.tags : [],
  });
  const request: AccessRequest = {
    principal: principalOf(row, pair),
    action,
    resource: place.resource,
    ...(place.pattern === undefined ? {} : { resourcePattern: place.pattern }),
    resourceAccount: place.account,
    keys: row.leg === 'assume-role' ? everyKey : pair.keys,
    context,
  };
  const options: DecideOptions = {
    requireOrganization: pair.settings.requireOrganization,
    onlyDenies: row.needs === 'no-deny',
  };
  return decide(request, authoritiesOf(row, pair, book, place), options);
}

const principalOf = (row: RequestRow, { role, source }: PairBase): RequestPrincipal =>
  row.leg === 'assume-role'
    ? { kind: 'service', service: row.principal, otherNames: otherNamesOf(row.principal, source) }
    : {
        kind: 'role-session',
        partition: source.partition,
        account: role.account ?? '',
        roleArn: role.arn ?? '',
        roleId: role.role?.id ?? null,
        sessionName: 's3-replication',
      };

/** The name with the suffix of the China Regions, and those of the source Region: which one S3 uses where is not documented. */
function otherNamesOf(service: string, { partition, region }: PairBase['source']): readonly string[] {
  const ofRegion =
    region.state === 'known' ? [service.replace('.amazonaws.com', `.${region.value}.amazonaws.com`)] : [];
  return partition === 'aws-cn' ? [`${service}.cn`, ...ofRegion, ...ofRegion.map((name) => `${name}.cn`)] : ofRegion;
}

function authoritiesOf(
  row: RequestRow,
  { role, source, destination }: PairBase,
  book: AuthorityBook,
  place: Place,
): Authorities {
  const arn = role.arn ?? '';
  if (row.leg === 'assume-role') return book.forTrust(arn, role.role, role.account);
  if (place.key !== null) return book.forKey(arn, role.role, role.account, place.key);
  const isSource = row.target === 'source-bucket' || row.target === 'source-objects';
  return isSource
    ? book.forBucket(arn, role.role, role.account, source.name, source, source.account)
    : book.forBucket(arn, role.role, role.account, destination.name, destination.bucket, destination.account);
}
