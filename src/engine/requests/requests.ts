/** Every request that S3 makes for a pair, decided. */
import { principals, targets } from '../../replication/targets.js';
import { hasStandIn } from '../../basics/stand-in.js';
import { bucketArn, isRoleArn } from '../../estate/arn.js';
import { everyKey } from '../../policy/strings/index.js';
import { decide } from '../../policy/index.js';
import type {
  AccessRequest,
  Authorities,
  DecideOptions,
  Decision,
  RequestPrincipal,
  Text,
} from '../../policy/model.js';
import { requestRows } from '../../replication/requests/index.js';
import type { EncryptionContextForm, RequestRow } from '../../replication/model.js';
import type { AuthorityBook } from './authorities.js';
import { S3Context } from './context.js';
import type { ContextSubject } from './context-values.js';
import { placesOf, type Place } from './places.js';
import type { DecidedRequest } from '../shapes/model.js';
import type { PairBase } from '../shapes/subjects.js';
import { objectClasses, type ObjectClass } from '../../report/model.js';
import { isRequestMade } from './answered.js';
import { decideOverBoth } from './shared-keys.js';

/** In S3's order: rows as the table has them, for each class of objects. */
export function decideRequests(pair: PairBase, book: AuthorityBook): readonly DecidedRequest[] {
  if (pair.role.arn === null || !isRoleArn(pair.role.arn)) return [];
  const decider = new Decider(pair, book);
  const classes = objectClasses.filter((objectClass) => pair.selected.selectsClass(objectClass));
  for (const asked of askedRows) {
    const applies = isMade(asked.row, pair);
    if (applies === false) continue;
    for (const objectClass of classes)
      if (asked.row.objectClasses.includes(objectClass)) decider.add(asked, objectClass, applies === true);
  }
  return decider.decided;
}

/** Null = not known, or not documented and not answered by the owner. */
function isMade(row: RequestRow, { facts, settings }: PairBase): boolean | null {
  const applies = row.applies(facts);
  const isUndocumented = applies === null && (row.undocumented?.(facts) ?? null) !== null;
  return isUndocumented ? isRequestMade(settings, row.id) : applies;
}

interface AskedAction {
  readonly row: RequestRow;
  readonly action: string;
  readonly classes: readonly ObjectClass[];
  /** The same number where rows ask the same thing. */
  readonly question: number;
}

const questions = new Map<string, number>();

function questionOf({ callKind, principal, needs, target }: RequestRow, action: string): number {
  const text = `${callKind} ${callKind === 'assume-role' ? principal : ''} ${needs} ${action} ${target}`;
  const number = questions.get(text) ?? questions.size;
  questions.set(text, number);
  return number;
}

interface AskedRow {
  readonly row: RequestRow;
  readonly actions: readonly AskedAction[];
}

/** Rows that are derived from a replication rule, with their actions: the row's own first. */
const askedRows: readonly AskedRow[] = requestRows
  .filter(({ derived }) => derived)
  .map((row) => ({
    row,
    actions: [{ action: row.action, objectClasses: row.objectClasses }, ...row.alternatives].map(
      ({ action, objectClasses: classes }) => ({ row, action, classes, question: questionOf(row, action) }),
    ),
  }));

const formNumbers = { 'bucket-arn': 1, 'object-arn': 2 } as const;

/**
 * The decisions of one pair. Rows and classes of objects often ask the same question; each is decided once. Only what a replica is
 * written with depends on the class of the object.
 */
class Decider {
  readonly pair: PairBase;
  readonly decided: DecidedRequest[] = [];
  readonly #book: AuthorityBook;
  readonly #places = new Map<RequestRow['target'], readonly Place[]>();
  readonly #authorities = new Map<Place, Authorities>();
  readonly #decisions = new Map<number, Decision>();
  readonly #role: RequestPrincipal;

  constructor(pair: PairBase, book: AuthorityBook) {
    this.pair = pair;
    this.#book = book;
    this.#role = {
      kind: 'role-session',
      partition: pair.source.partition,
      // Of a role that is not known, its account is not known either: whatever is equal to nothing that is known.
      account: pair.role.account ?? (hasStandIn(pair.role.arn ?? '') ? (pair.role.arn ?? '') : ''),
      roleArn: pair.role.arn ?? '',
      roleId: pair.role.role?.id ?? null,
      sessionName: 's3-replication',
    };
  }

  add({ row, actions }: AskedRow, objectClass: ObjectClass, isCertain: boolean): void {
    const places = this.#placesOf(row);
    if (places.length === 0) return;
    const forms = contextForms(row, this.pair, objectClass);
    const principal = principals[row.principal].kind === 'service' ? row.principal : (this.pair.role.arn ?? '');
    for (const asked of actions) {
      if (!asked.classes.includes(objectClass)) continue;
      for (const place of places) {
        for (const contextForm of forms) {
          this.decided.push({
            row,
            action: asked.action,
            objectClass,
            contextForm,
            key: place.key,
            principal,
            resource: place.resourceText,
            resourceAccount: place.account,
            resourceRegion: place.region,
            decision: this.#decide(asked, objectClass, place, contextForm?.form ?? null),
            isCertain,
          });
        }
      }
    }
  }

  #placesOf({ target }: RequestRow): readonly Place[] {
    let places = this.#places.get(target);
    if (places === undefined) this.#places.set(target, (places = placesOf[target](this.pair)));
    return places;
  }

  #decide(asked: AskedAction, objectClass: ObjectClass, place: Place, form: EncryptionContextForm | null): Decision {
    const { row, action, question } = asked;
    const written = action === 's3:ReplicateObject' ? objectClasses.indexOf(objectClass) : 0;
    const formNumber = form === null ? 0 : formNumbers[form];
    const id = ((place.index * objectClasses.length + written) * 3 + formNumber) * questions.size + question;
    let decision = this.#decisions.get(id);
    if (decision === undefined) {
      const request: AccessRequest = {
        principal:
          principals[row.principal].kind === 'service'
            ? { kind: 'service', service: row.principal, otherNames: otherNamesOf(row.principal, this.pair.source) }
            : this.#role,
        action,
        resource: place.resource,
        ...(place.pattern === undefined ? {} : { resourcePattern: place.pattern }),
        resourceAccount: place.account,
        keys: row.callKind === 'assume-role' ? everyKey : this.pair.selected.keys,
        context: new S3Context(() => this.#subjectOf(asked, objectClass, place, form)),
      };
      const options: DecideOptions = {
        requireOrganization: this.pair.settings.requireOrganization,
        onlyDenies: row.needs === 'no-deny',
        ...(this.pair.settings.budget === undefined ? {} : { budget: this.pair.settings.budget }),
      };
      decision = decideOverBoth(place.key, this.#authoritiesOf(row, place), this.#book.policies, (authorities) =>
        decide(request, authorities, options),
      );
      this.#decisions.set(id, decision);
    }
    return decision;
  }

  #authoritiesOf(row: RequestRow, place: Place): Authorities {
    let authorities = this.#authorities.get(place);
    if (authorities === undefined) this.#authorities.set(place, (authorities = this.#makeAuthorities(row, place)));
    return authorities;
  }

  #makeAuthorities({ callKind, target }: RequestRow, { key }: Place): Authorities {
    const { role: reference, source, destination } = this.pair;
    const role = { arn: reference.arn ?? '', role: reference.role, account: reference.account };
    if (callKind === 'assume-role') return this.#book.forTrust(role);
    if (key !== null) return this.#book.forKey(role, key);
    return this.#book.forBucket(
      role,
      isAtSource({ target }) ? { name: source.name, bucket: source, account: source.account } : destination,
    );
  }

  #subjectOf(
    { row, action }: AskedAction,
    objectClass: ObjectClass,
    place: Place,
    form: EncryptionContextForm | null,
  ): ContextSubject {
    const { pair } = this;
    const { source, destination, role } = pair;
    const isSource = isAtSource(row);
    const arn = bucketArn(isSource ? source : destination);
    const encryptionContext: Text | null = form === null ? null : form === 'bucket-arn' ? arn : { prefix: `${arn}/` };
    return {
      estate: pair.estate,
      settings: pair.settings,
      callKind: row.callKind,
      action,
      roleArn: role.arn ?? '',
      role: role.role,
      roleAccount: role.account,
      source,
      destinationName: pair.destination.name,
      bucket: row.callKind === 's3' ? (isSource ? source : destination.bucket) : null,
      key: place.key,
      resourceAccount: place.account,
      region: place.region,
      encryptionContext,
      objectClass,
      // With several keys which one a replica gets depends on its source object.
      replicaKey: pair.kms.replicaKeys.length === 1 ? (pair.kms.replicaKeys[0] ?? null) : null,
      tags: isSource ? pair.selected.selection.tags : [],
    };
  }
}

function contextForms(
  row: RequestRow,
  pair: PairBase,
  objectClass: ObjectClass,
): readonly DecidedRequest['contextForm'][] {
  if (row.callKind !== 'kms') return [null];
  const { expected, other } = row.encryptionContext(pair.facts, objectClass);
  const forms = [
    ...expected.map((form) => ({ form, expected: true })),
    ...other.map((form) => ({ form, expected: false })),
  ];
  return forms.length === 0 ? [null] : forms;
}

function isAtSource({ target }: Pick<RequestRow, 'target'>): boolean {
  return targets[target].place === 'source';
}

/** The name with the suffix of the China Regions, and those of the source Region: which one S3 uses where is not documented. */
function otherNamesOf(service: string, { partition, region }: PairBase['source']): readonly string[] {
  const ofRegion =
    region.state === 'known' ? [service.replace('.amazonaws.com', `.${region.value}.amazonaws.com`)] : [];
  return partition === 'aws-cn' ? [`${service}.cn`, ...ofRegion, ...ofRegion.map((name) => `${name}.cn`)] : ofRegion;
}
