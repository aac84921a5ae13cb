/** Placed answers, put together in the snapshot's shape. */
import { standIn } from '../../basics/stand-in.js';
import { meansAbsence } from '../build/answer.js';
import { isObject, type JsonObject } from '../shape.js';
import { Mounts } from './mounts.js';
import { type Operation, subjectOf } from './operations.js';
import { OrganizationAnswers } from './organization.js';
import type { Placed } from './placing/placing.js';
import type { Piece } from './pieces.js';

type Entry = Record<string, unknown>;

/** A list in the facts, whose entries are found by name. An answer that stands there already gives a second entry: the two are compared. */
class Entries {
  readonly list: Entry[] = [];
  readonly #byName = new Map<string, number[]>();
  readonly #pointer: string;

  constructor(pointer: string) {
    this.#pointer = pointer;
  }

  has(name: string): boolean {
    return this.#byName.has(name);
  }

  /** The entry of that name which lacks the member, made where there is none; with its pointer. */
  lacking(name: string, member: string, start: Entry): { readonly entry: Entry; readonly pointer: string } {
    const indexes = this.#byName.get(name) ?? [];
    this.#byName.set(name, indexes);
    const free = indexes.find((index) => this.list[index]?.[member] === undefined);
    const index = free ?? this.list.push({ ...start }) - 1;
    if (free === undefined) indexes.push(index);
    return { entry: this.list[index] ?? start, pointer: `${this.#pointer}/${index}` };
  }
}

interface AccountEntry {
  readonly pointer: string;
  readonly own: Entry;
  readonly buckets: Entries;
  readonly roles: Entries;
  readonly policies: Entries;
  readonly keys: Entries;
  readonly jobs: Entries;
}

/** Answers of which there can be several about one thing. */
const paged = new Set<Operation>(['GetRolePolicy', 'GetAccountAuthorizationDetails', 'ListAliases', 'ListJobs']);

export class Assembly {
  readonly mounts = new Mounts();
  readonly #accounts = new Map<string, AccountEntry>();
  readonly #external = new Entries('/externalBuckets');
  readonly #owners: ReadonlyMap<string, string | null>;

  constructor(placed: readonly Placed[]) {
    this.#owners = ownersOf(placed);
    for (const each of [...placed].sort(inOrder)) this.#add(each);
    const organizations = new OrganizationAnswers(placed);
    for (const account of organizations.accounts) {
      const organization = organizations.of(account);
      if (organization === undefined) continue;
      const { own, pointer } = this.#account(account);
      own['organization'] = organization;
      const described = placed.find(
        ({ operation, subject }) => operation === 'DescribeOrganization' && subject === account,
      );
      if (described !== undefined) this.mounts.add(`${pointer}/organization`, described.piece);
      for (const document of organizations.documentsOf(account)) {
        const inner = document.piece.wrapped.length > 0 ? '' : '/Policy/Content';
        this.mounts.addPart(`${pointer}/organization${document.pointer}`, document.piece, inner);
      }
    }
  }

  /** In the snapshot's shape; not checked. */
  get facts(): JsonObject {
    return {
      format: 'replint-snapshot/1',
      accounts: [...this.#accounts.values()].map(({ own, buckets, roles, policies, keys, jobs }) => ({
        ...own,
        ...(own['buckets'] === undefined && buckets.list.length === 0 ? {} : { buckets: buckets.list }),
        ...(roles.list.length === 0 ? {} : { roles: roles.list }),
        ...(policies.list.length === 0 ? {} : { policies: policies.list }),
        ...(keys.list.length === 0 ? {} : { keys: keys.list }),
        ...(jobs.list.length === 0 ? {} : { jobs: jobs.list }),
      })),
      ...(this.#external.list.length === 0 ? {} : { externalBuckets: this.#external.list }),
    };
  }

  #account(id: string): AccountEntry {
    const before = this.#accounts.get(id);
    if (before !== undefined) return before;
    const pointer = `/accounts/${this.#accounts.size}`;
    const entry: AccountEntry = {
      pointer,
      own: { id },
      buckets: new Entries(`${pointer}/buckets`),
      roles: new Entries(`${pointer}/roles`),
      policies: new Entries(`${pointer}/policies`),
      keys: new Entries(`${pointer}/keys`),
      jobs: new Entries(`${pointer}/jobs`),
    };
    this.#accounts.set(id, entry);
    return entry;
  }

  #add(placed: Placed): void {
    const { piece, operation, subject, account } = placed;
    switch (operation) {
      case 'GetCallerIdentity':
        this.#account(subject);
        return;
      case 'ListBuckets':
        this.#addBuckets(subject, piece);
        return;
      case 'GetAccountPublicAccessBlock':
        this.#addTo(this.#account(subject), 'GetPublicAccessBlock', piece);
        return;
      case 'GetAccountAuthorizationDetails':
        this.#addTo(this.#account(subject), operation, piece);
        return;
      case 'ListJobs':
        this.#addTo(this.#account(subject), operation, ofRegion(piece));
        return;
      case 'ListAliases':
        this.#addAliases(placed);
        return;
      case 'DescribeOrganization':
      case 'ListParents':
      case 'ListPoliciesForTarget':
      case 'DescribePolicy':
        return;
      default:
        this.#addAbout(placed, account);
    }
  }

  #addAbout({ piece, operation, subject }: Placed, account: string | null): void {
    const kind = listOf(operation);
    const owner = kind === 'bucket' ? (this.#owners.get(subject) ?? null) : (account ?? this.#anyAccount(kind));
    const ofAccount = owner === null ? null : this.#account(owner);
    const lists = { role: ofAccount?.roles, policy: ofAccount?.policies, key: ofAccount?.keys, job: ofAccount?.jobs };
    if (kind === 'bucket') {
      const buckets = ofAccount?.buckets ?? this.#external;
      this.#mount(buckets.lacking(subject, operation, { Name: subject }), operation, piece);
      return;
    }
    const list = lists[kind];
    if (list === undefined) return;
    const isShared = operation === 'GetKeyPolicy' && isSharedPolicy(piece);
    const member = isShared ? 'GetKeyPolicy:AWS_RAM' : operation;
    this.#mount(
      list.lacking(subject, paged.has(operation) ? '' : member, kind === 'job' ? { JobId: subject } : { Arn: subject }),
      member,
      named(operation, piece),
    );
  }

  /** A managed policy is read with anybody's credentials: also where nothing says whose they were. */
  #anyAccount(kind: string): string | null {
    const [first] = this.#accounts.keys();
    return kind === 'policy' ? (first ?? standIn('account', 'whoever asked')) : null;
  }

  #mount({ entry, pointer }: { readonly entry: Entry; readonly pointer: string }, member: string, piece: Piece): void {
    if (!paged.has(member as Operation)) {
      entry[member] = piece.value;
      this.mounts.add(`${pointer}/${member}`, piece);
      return;
    }
    const pages = (entry[member] ??= []) as unknown[];
    this.mounts.add(`${pointer}/${member}/${pages.push(piece.value) - 1}`, piece);
  }

  #addTo({ own, pointer }: AccountEntry, member: string, piece: Piece): void {
    this.#mount({ entry: own, pointer }, member, piece);
  }

  /** The list itself says that they are there and whose they are. */
  #addBuckets(account: string, piece: Piece): void {
    const entry = this.#account(account);
    entry.own['buckets'] = [];
    const { Buckets: buckets } = piece.value;
    if (!Array.isArray(buckets)) {
      this.#addTo(entry, 'ListBuckets', piece);
      return;
    }
    for (const bucket of (buckets as readonly unknown[]).filter(isObject)) {
      const { Name: name, BucketRegion: region } = bucket;
      if (typeof name !== 'string' || entry.buckets.has(name)) continue;
      const { entry: own } = entry.buckets.lacking(name, '', { Name: name });
      if (typeof region === 'string') own['BucketRegion'] = region;
    }
  }

  /** The answer for a whole account speaks for each of its keys, too. */
  #addAliases({ piece, subject, account }: Placed): void {
    if (account === null) return;
    const entry = this.#account(account);
    if (subject.endsWith(':*')) this.#addTo(entry, 'ListAliases', piece);
    else this.#mount(entry.keys.lacking(subject, '', { Arn: subject }), 'ListAliases', piece);
  }
}

function listOf(operation: Operation): 'bucket' | 'role' | 'policy' | 'key' | 'job' {
  if (operation === 'DescribeJob') return 'job';
  if (operation.includes('Key') || operation === 'ListGrants' || operation === 'ListResourceTags') return 'key';
  if (operation === 'GetPolicy' || operation === 'GetPolicyVersion') return 'policy';
  return operation.includes('Role') ? 'role' : 'bucket';
}

function isSharedPolicy({ value, options, file }: Piece): boolean {
  const name = value['PolicyName'] ?? options.get('policy-name');
  return name === 'AWS_RAM' || (name === undefined && file.name.includes('AWS_RAM'));
}

/** Jobs belong to the Region that was asked, which the answer does not say. */
function ofRegion(piece: Piece): Piece {
  const region = piece.options.get('region') ?? piece.hints.region;
  return region === null ? piece : { ...piece, value: { Region: region, ...piece.value } };
}

/** Lists first, since they say whose things are; policies last, since any account can hold them. */
function inOrder(a: Placed, b: Placed): number {
  return rankOf(a) - rankOf(b);
}

function rankOf({ operation }: Placed): number {
  if (operation === 'ListBuckets') return 0;
  return operation === 'GetPolicy' || operation === 'GetPolicyVersion' ? 2 : 1;
}

/** Of each bucket: the account that lists it, or else the one that all answers about it speak for. */
function ownersOf(placed: readonly Placed[]): ReadonlyMap<string, string | null> {
  const owners = new Map<string, string | null>();
  const listed = new Set<string>();
  const complete = new Set<string>();
  for (const { operation, subject, piece } of placed) {
    const { Buckets: buckets } = piece.value;
    if (operation !== 'ListBuckets' || !Array.isArray(buckets)) continue;
    if ((piece.value['ContinuationToken'] ?? piece.value['NextToken'] ?? '') === '') complete.add(subject);
    for (const bucket of (buckets as readonly unknown[]).filter(isObject)) {
      if (typeof bucket['Name'] !== 'string') continue;
      owners.set(bucket['Name'], subject);
      listed.add(bucket['Name']);
    }
  }
  for (const { operation, subject, account, piece } of placed) {
    if (subjectOf(operation) !== 'bucket' || listed.has(subject) || account === null) continue;
    // Refused, or not in the list of its buckets: another account can own it as well.
    if (complete.has(account) || !showsOwner(piece)) continue;
    const before = owners.get(subject);
    owners.set(subject, before === undefined || before === account ? account : null);
  }
  return owners;
}

/** An answer, or the word that nothing is configured; not a refusal. */
function showsOwner({ value: { Error: failed } }: Piece): boolean {
  return !isObject(failed) || (typeof failed['Code'] === 'string' && meansAbsence(failed['Code']));
}

/** An error does not say about which policy of the role it is; the command or the name of the file does. */
function named(operation: Operation, piece: Piece): Piece {
  const { value, options, hints } = piece;
  if (operation !== 'GetRolePolicy' || value['Error'] === undefined) return piece;
  const name = options.get('policy-name') ?? hints.rest;
  return name === '' ? piece : { ...piece, value: { PolicyName: name, ...value } };
}
