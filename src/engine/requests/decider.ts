/** Requests of one pair, decided one by one. */
import { principals } from '../../replication/targets.js';
import { hasStandIn } from '../../basics/stand-in.js';
import { valueOf } from '../../estate/fact.js';
import { everyKey, type StringSet } from '../../policy/strings/index.js';
import { decide } from '../../policy/index.js';
import { answeredBy } from '../../policy/parts.js';
import type { AccessRequest, Authorities, DecideOptions, Decision, RequestPrincipal } from '../../policy/model.js';
import type { EncryptionContextForm, RequestRow } from '../../replication/model.js';
import { objectClasses, type ObjectClass } from '../../report/model.js';
import type { DecidedRequest } from '../shapes/model.js';
import type { PairBase } from '../shapes/subjects.js';
import { type AskedAction, questions } from './asked-rows.js';
import type { AuthorityBook } from './authorities.js';
import { S3Context } from './context/s3-context.js';
import { isAtSource } from './context/subject.js';
import { placesOf, type Place } from './places.js';
import { AllowedAlike, AnsweredAlike } from './plain-grants.js';
import type { PlannedRow } from './planned.js';
import { decideOverBoth } from './shared-keys.js';

const formNumbers = { 'bucket-arn': 1, 'object-arn': 2 } as const;

/**
 * The decisions of one pair. Rows and classes of objects often ask the same question; each is decided once. Only what a replica is
 * written with depends on the class of the object.
 */
export class Decider {
  readonly pair: PairBase;
  readonly #book: AuthorityBook;
  readonly #places = new Map<RequestRow['target'], readonly Place[]>();
  readonly #authorities = new Map<Place, Authorities>();
  readonly #decisions = new Map<number, Decision>();
  /** Those that hold whatever the context is, by place and question. */
  readonly #grants = new Map<number, Decision>();
  /** Those of which nothing in the context makes a difference, by place and by what answers them. */
  readonly #alike = new Map<Place, Map<string, Decision>>();
  readonly #role: RequestPrincipal;
  readonly #options: Readonly<Record<'all' | 'onlyDenies', DecideOptions>>;

  constructor(pair: PairBase, book: AuthorityBook) {
    this.pair = pair;
    this.#book = book;
    const { requireOrganization, budget } = pair.settings;
    this.#options =
      budget === undefined
        ? { all: { requireOrganization }, onlyDenies: { requireOrganization, onlyDenies: true } }
        : { all: { requireOrganization, budget }, onlyDenies: { requireOrganization, budget, onlyDenies: true } };
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

  /** Every request of a row, for the classes of objects that are asked for. S3's order. */
  *requestsOf(
    { row, isCertain, classes }: PlannedRow,
    isWanted: (row: RequestRow, objectClass: ObjectClass) => boolean,
  ): Iterable<DecidedRequest> {
    const places = this.#placesOf(row);
    const principal = isByService(row) ? row.principal : (this.pair.role.arn ?? '');
    for (const { objectClass, actions, forms } of classes) {
      if (!isWanted(row, objectClass)) continue;
      for (const asked of actions) {
        for (const place of places) {
          for (const contextForm of forms) {
            yield {
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
            };
          }
        }
      }
    }
  }

  /** The decisions of a row if all of it is allowed, whatever the class of objects and the context are; null = look at each request. */
  allowedPlainly({ row, firsts }: PlannedRow): readonly Decision[] | null {
    const decisions: Decision[] = [];
    for (const { asked, objectClass, contextForm } of firsts) {
      for (const place of this.#placesOf(row)) {
        this.#decide(asked, objectClass, place, contextForm?.form ?? null);
        const granted = this.#grants.get(sharedId(asked, place));
        if (granted === undefined) return null;
        decisions.push(granted);
      }
    }
    return decisions;
  }

  #placesOf({ target }: RequestRow): readonly Place[] {
    let places = this.#places.get(target);
    if (places === undefined) this.#places.set(target, (places = placesOf[target](this.pair)));
    return places;
  }

  #decide(asked: AskedAction, objectClass: ObjectClass, place: Place, form: EncryptionContextForm | null): Decision {
    const { action, question } = asked;
    const shared = sharedId(asked, place);
    const granted = this.#grants.get(shared);
    if (granted !== undefined) return granted;
    const written = action === 's3:ReplicateObject' ? objectClasses.indexOf(objectClass) : 0;
    const formNumber = form === null ? 0 : formNumbers[form];
    const id = ((place.index * objectClasses.length + written) * 3 + formNumber) * questions.size + question;
    const before = this.#decisions.get(id);
    if (before !== undefined) return before;
    const ofAnother = this.#grantOfAnother(asked, place);
    if (ofAnother !== null) {
      this.#grants.set(shared, ofAnother);
      return ofAnother;
    }
    const context = new S3Context(this.pair, { asked, objectClass, place, form });
    const decision = this.#decideAlike(asked, place, context);
    this.#decisions.set(id, decision);
    // Then it is the same for all classes and forms, and where no key is part of the resource for other pairs too, whatever their keys.
    if (decision.outcome === 'allowed' && !context.isLookedAt) {
      this.#grants.set(shared, decision);
      if (!isOnKeys(place)) this.#grantsFor(asked, place).set(this.#nameOf(asked, place), decision);
    }
    return decision;
  }

  /** As a request of another pair was that differs from this one in nothing but keys and context, where nothing of these was looked at. */
  #grantOfAnother(asked: AskedAction, place: Place): Decision | null {
    const found = isOnKeys(place) ? undefined : this.#grantsFor(asked, place).get(this.#nameOf(asked, place));
    if (found === undefined) return null;
    const keys = this.#keysFor(asked);
    return found.certainly === keys ? found : new AllowedAlike(keys, found);
  }

  #grantsFor({ row }: AskedAction, place: Place): Map<string, Decision> {
    return this.#book.grants.of(this.pair.settings, this.#authoritiesOf(row, place));
  }

  /** All that a decision depends on, besides policies, settings, keys and context. */
  #nameOf({ row, question }: AskedAction, place: Place): string {
    const { partition, region } = this.pair.source;
    const from = isByService(row) ? `${partition} ${valueOf(region) ?? ''}` : partition;
    return `${question} ${from} ${place.account ?? ''} ${place.resourceText}`;
  }

  #keysFor({ row }: AskedAction): StringSet {
    return row.callKind === 'assume-role' ? everyKey : this.pair.selected.keys;
  }

  /** As another action was, or the same one for other objects, where the same statements have a say. Explanations are made anew. */
  #decideAlike(asked: AskedAction, place: Place, context: S3Context): Decision {
    const question = this.#questionOn(asked, place, context);
    const by = answeredBy(question.authorities, asked.action);
    if (by === null) return answer(question);
    let ofPlace = this.#alike.get(place);
    if (ofPlace === undefined) this.#alike.set(place, (ofPlace = new Map()));
    const id = asked.row.needs === 'no-deny' ? `no-deny ${by}` : by;
    const found = ofPlace.get(id);
    if (found !== undefined) return new AnsweredAlike(found, () => answer(question));
    const decision = answer(question);
    if (!context.isLookedAt) ofPlace.set(id, decision);
    return decision;
  }

  #questionOn(asked: AskedAction, place: Place, context: S3Context): Question {
    const { row, action } = asked;
    const { source } = this.pair;
    const request: AccessRequest = {
      principal: isByService(row)
        ? { kind: 'service', service: row.principal, otherNames: otherNamesOf(row.principal, source) }
        : this.#role,
      action,
      resource: place.resource,
      ...(place.pattern === undefined ? {} : { resourcePattern: place.pattern }),
      resourceAccount: place.account,
      keys: this.#keysFor(asked),
      context,
    };
    const options = row.needs === 'no-deny' ? this.#options.onlyDenies : this.#options.all;
    return { request, key: place.key, authorities: this.#authoritiesOf(row, place), book: this.#book, options };
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
}

/** Held until somebody reads an explanation, so it holds no more than it takes to answer. */
interface Question {
  readonly request: AccessRequest;
  readonly key: Place['key'];
  readonly authorities: Authorities;
  readonly book: AuthorityBook;
  readonly options: DecideOptions;
}

function answer({ request, key, authorities, book, options }: Question): Decision {
  return decideOverBoth(key, authorities, book.policies, (own) => decide(request, own, options));
}

/** The same for all classes of objects and all contexts. */
function sharedId({ question }: AskedAction, { index }: Place): number {
  return index * questions.size + question;
}

function isByService({ principal }: RequestRow): boolean {
  return principals[principal].kind === 'service';
}

/** Whether object keys are part of the resource, or it is not known by its whole name. */
function isOnKeys({ resource, pattern }: Place): boolean {
  return typeof resource !== 'string' || pattern !== undefined;
}

/** The name with the suffix of the China Regions, and those of the source Region: which one S3 uses where is not documented. */
function otherNamesOf(service: string, { partition, region }: PairBase['source']): readonly string[] {
  const ofRegion =
    region.state === 'known' ? [service.replace('.amazonaws.com', `.${region.value}.amazonaws.com`)] : [];
  return partition === 'aws-cn' ? [`${service}.cn`, ...ofRegion, ...ofRegion.map((name) => `${name}.cn`)] : ofRegion;
}
