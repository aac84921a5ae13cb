/** Every request that S3 makes for a pair, decided. */
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

interface Place {
  readonly resource: Text;
  /** Where the key's ARN is not known: what it looks like. */
  readonly pattern?: string;
  readonly account: string | null;
  readonly region: string | null;
  readonly key: KeyReference | null;
}

/** In S3's order: rows as the table has them, for each class of objects. */
export function decideRequests(pair: PairBase, book: AuthorityBook): readonly DecidedRequest[] {
  if (pair.role.arn === null) return [];
  const decided: DecidedRequest[] = [];
  const shared = new Map<string, DecidedRequest>();
  for (const row of requestRows) {
    if (!row.derived) continue;
    const applies = row.applies(pair.facts);
    if (applies === false) continue;
    for (const objectClass of objectClasses) {
      if (!row.objectClasses.includes(objectClass) || !pair.selectsClass(objectClass)) continue;
      for (const request of requestsOf(row, objectClass, pair, book, applies === true, shared)) decided.push(request);
    }
  }
  return decided;
}

function* requestsOf(
  row: RequestRow,
  objectClass: ObjectClass,
  pair: PairBase,
  book: AuthorityBook,
  isCertain: boolean,
  shared: Map<string, DecidedRequest>,
): Iterable<DecidedRequest> {
  const alternatives = row.alternatives
    .filter((each) => each.objectClasses.includes(objectClass))
    .map(({ action }) => action);
  for (const action of [row.action, ...alternatives]) {
    for (const place of placesOf(row, pair)) {
      for (const contextForm of contextForms(row, pair, objectClass)) {
        // Only what a replica is written with depends on the class of the object.
        const isShared = row.leg !== 'kms' && action !== 's3:ReplicateObject';
        const id = `${row.id} ${action}`;
        const known = isShared ? shared.get(id) : undefined;
        if (known !== undefined) {
          yield { ...known, objectClass };
          continue;
        }
        const request: DecidedRequest = {
          row,
          action,
          objectClass,
          contextForm,
          key: place.key,
          principal: row.leg === 'assume-role' ? row.principal : (pair.role.arn ?? ''),
          resource: typeof place.resource === 'string' ? place.resource : `${place.resource.prefix}*`,
          resourceAccount: place.account,
          resourceRegion: place.region,
          decision: decideOne(row, action, objectClass, pair, book, place, contextForm?.form ?? null),
          isCertain,
        };
        if (isShared) shared.set(id, request);
        yield request;
      }
    }
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

function placesOf(row: RequestRow, pair: PairBase): readonly Place[] {
  const { source, destination, role } = pair;
  const sourceArn = `arn:${source.partition}:s3:::${source.name}`;
  const destinationArn = `arn:${destination.partition}:s3:::${destination.name}`;
  const atSource = {
    account: source.account,
    region: source.region.state === 'known' ? source.region.value : null,
    key: null,
  };
  const atDestination = { account: destination.account, region: destination.region, key: null };
  switch (row.target) {
    case 'role':
      return [{ resource: role.arn ?? '', account: role.account, region: null, key: null }];
    case 'source-bucket':
      return [{ ...atSource, resource: sourceArn }];
    case 'source-objects':
      return [{ ...atSource, resource: { prefix: `${sourceArn}/` } }];
    case 'destination-bucket':
      return [{ ...atDestination, resource: destinationArn }];
    case 'destination-objects':
      return [{ ...atDestination, resource: { prefix: `${destinationArn}/` } }];
    case 'source-key':
      return pair.sourceKeys.map((key) => keyPlace(key, source.partition));
    case 'replica-key':
      return pair.replicaKey === null ? [] : [keyPlace(pair.replicaKey, destination.partition)];
    default:
      return [];
  }
}

/** A key that is known by its alias only is some key of that account and Region. */
const keyPlace = (key: KeyReference, partition: string): Place => {
  const { arn, account, region } = key;
  if (arn !== null) return { resource: arn, account, region, key };
  const place = `arn:${partition}:kms`;
  return {
    resource: `${place}:${region ?? ''}:${account ?? ''}:key/${key.isAwsManaged === true ? 'aws-s3' : 'unknown'}`,
    pattern: `${place}:${region ?? '*'}:${account ?? '*'}:key/*`,
    account,
    region,
    key,
  };
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
