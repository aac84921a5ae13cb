/** Whose each answer is: by what it holds, by its command, by names in its path, or because nothing else can be meant. */
import { isAccountId } from '../../../basics/aws-names.js';
import { accountOfArn, bucketOfArn, keyArn, partsOf, roleArn } from '../../../estate/arn.js';
import { partitionOfRegion } from '../../../estate/partitions.js';
import type { InputFile } from '../../input-file.js';
import { isObject } from '../../shape.js';
import type { AccountContext } from './account-context.js';
import { arnsOf, type KnownNames } from './known-names.js';
import { type Operation, type Subject, subjectOf } from '../operations.js';
import { inPath, isBucketName, isGeneric, keyIdIn } from './path-names.js';
import type { Piece } from '../pieces.js';
import { type Answer, jobAccountOf, ofJob, ofOrganization, openOf } from './own-words.js';
import { mixedFiles } from './mixed-files.js';
import { policyIsOf } from './policy-owner.js';

/** An answer with its owner. */
export interface Placed {
  readonly piece: Piece;
  readonly operation: Operation;
  /** The bucket's name, the ARN of role, policy or key, the account's id, or the id of a root, unit, account or policy. */
  readonly subject: string;
  /** Null = not known. */
  readonly account: string | null;
  /** Only the name of a file or folder says it. */
  readonly isByName: boolean;
}

export interface Unplaced {
  readonly piece: Piece;
  /** What is not known: `which bucket it is about`. */
  readonly open: string;
}

export class Placing {
  readonly #names: KnownNames;
  readonly #accounts: AccountContext;
  /** By folder: what other answers in it are about, if that is one. */
  readonly #neighbours = new Map<string, Map<Subject, Set<string>>>();
  readonly #bucketAsked: string | undefined;
  /** Files that hold answers about more than one bucket. */
  #mixed: ReadonlySet<InputFile> = new Set();

  /** @param bucketAsked - the one source bucket that the user names, for what says nothing itself */
  constructor(names: KnownNames, accounts: AccountContext, bucketAsked: string | undefined) {
    this.#names = names;
    this.#accounts = accounts;
    this.#bucketAsked = bucketAsked;
  }

  /** Answers that say whose they are are placed first: what stands beside them is about the same. */
  place(pieces: readonly Piece[]): { readonly placed: readonly Placed[]; readonly unplaced: readonly Unplaced[] } {
    const placed = new Map<Piece, Placed>();
    this.#mixed = mixedFiles(pieces);
    for (const isLast of [false, true]) {
      for (const piece of pieces) {
        if (placed.has(piece)) continue;
        const found = this.#placeOf(piece, isLast);
        if (found === null) continue;
        placed.set(piece, found);
        this.#remember(piece, found);
      }
    }
    const unplaced = pieces.filter((piece) => !placed.has(piece)).map((piece) => ({ piece, open: openOf(piece) }));
    return { placed: [...placed.values()], unplaced };
  }

  #remember(piece: Piece, { operation, subject, isByName }: Placed): void {
    if (isByName) return;
    const folder = neighbourhoodOf(piece);
    const ofFolder = this.#neighbours.get(folder) ?? new Map<Subject, Set<string>>();
    this.#neighbours.set(folder, ofFolder);
    const kind = subjectOf(operation);
    const subjects = ofFolder.get(kind) ?? new Set();
    ofFolder.set(kind, subjects.add(subject));
  }

  #neighbourOf(piece: Piece, kind: Subject): string | null {
    const subjects = this.#neighbours.get(neighbourhoodOf(piece))?.get(kind);
    const [only] = subjects ?? [];
    return subjects?.size === 1 ? (only ?? null) : null;
  }

  /** @param isLast - whether names alone may decide */
  #placeOf(piece: Piece, isLast: boolean): Placed | null {
    for (const operation of piece.operations) {
      const answer = this.#subjectOf(operation, piece, isLast);
      if (answer === null) continue;
      const account = this.#accountOf(operation, piece, answer.subject);
      return { piece, operation, ...answer, account };
    }
    return null;
  }

  #accountOf(operation: Operation, piece: Piece, subject: string): string | null {
    const kind = subjectOf(operation);
    if (kind === 'role' || kind === 'key') return accountOfArn(subject);
    const owner = accountOfArn(subject);
    if (kind === 'policy' && owner !== null && isAccountId(owner)) return owner;
    if (kind === 'account') return subject;
    const context = this.#accounts.of(piece);
    if (kind === 'job') return jobAccountOf(piece) ?? context;
    if (kind !== 'bucket') return context;
    const claimed = this.#names.destinationAccounts.get(subject);
    // A rule says that another account owns it: either the folder holds answers of both, or the rule is wrong. Nobody can tell which.
    return claimed !== undefined && claimed !== context && piece.hints.account === null ? claimed : context;
  }

  #subjectOf(operation: Operation, piece: Piece, isLast: boolean): Answer {
    switch (subjectOf(operation)) {
      case 'account':
        return this.#ofAccount(operation, piece, isLast);
      case 'bucket':
        return this.#ofBucket(operation, piece, isLast);
      case 'role':
        return this.#ofRole(piece, isLast);
      case 'policy':
        return this.#ofPolicy(piece, isLast);
      case 'key':
        return this.#ofKey(operation, piece, isLast);
      case 'job':
        return ofJob(piece);
      case 'organization':
        return ofOrganization(operation, piece, this.#accounts.of(piece));
    }
  }

  #ofAccount(operation: Operation, piece: Piece, isLast: boolean): Answer {
    // It has the same shape as a bucket's: it is the account's where no bucket can be meant.
    if (operation === 'GetAccountPublicAccessBlock' && piece.operations.length > 1 && !isLast) return null;
    const own = piece.value['Account'];
    const account = operation === 'GetCallerIdentity' && typeof own === 'string' ? own : this.#accounts.of(piece);
    return account === null || !isAccountId(account) ? null : { subject: account, isByName: false };
  }

  #ofBucket(operation: Operation, piece: Piece, isLast: boolean): Answer {
    const { options, value, error, hints } = piece;
    const named = options.get('bucket');
    if (named !== undefined) return { subject: named, isByName: false };
    if (operation === 'GetBucketPolicy') {
      const of = policyIsOf(value);
      if (of === 'key') return null;
      if (of !== null) return { subject: of.bucket, isByName: false };
    }
    const asked = arnsOf(error?.message ?? '').flatMap((arn) => bucketOfArn(arn)?.name ?? []);
    if (asked[0] !== undefined) return { subject: asked[0], isByName: false };
    if (this.#mixed.has(piece.file)) return null;
    const known = inPath(piece, this.#names.buckets);
    if (known !== null) return { subject: known, isByName: false };
    if (!isLast) return null;
    const neighbour = this.#neighbourOf(piece, 'bucket');
    const hasOwnName = isBucketName(hints.rest) && hints.operation !== null;
    if (neighbour !== null && !hasOwnName) return { subject: neighbour, isByName: true };
    if (piece.operations.length === 1 && isBucketName(hints.rest)) return { subject: hints.rest, isByName: true };
    if (piece.operations.length > 1 && !hasOwnName) return this.#bucketByFolder(piece);
    if (hasOwnName) return { subject: hints.rest, isByName: true };
    return this.#bucketByFolder(piece) ?? this.#bucketAskedFor(piece);
  }

  #bucketByFolder({ hints: { folders }, file }: Piece): Answer {
    const folder = file.isNamed ? undefined : folders.find((name) => isBucketName(name) && !isGeneric(name));
    return folder === undefined ? null : { subject: folder, isByName: true };
  }

  #bucketAskedFor({ operations }: Piece): Answer {
    return this.#bucketAsked === undefined || operations.length > 1
      ? null
      : { subject: this.#bucketAsked, isByName: true };
  }

  #ofRole(piece: Piece, isLast: boolean): Answer {
    const { value, options, error } = piece;
    const { Role: role, RoleName: ownName } = value;
    if (isObject(role) && typeof role['Arn'] === 'string') return { subject: role['Arn'], isByName: false };
    const asked = arnsOf(error?.message ?? '').find((arn) => partsOf(arn)?.resource.startsWith('role/') === true);
    if (asked !== undefined) return { subject: asked, isByName: false };
    const [, missing] = /(?:role with name|role) ([\w+=,.@-]{1,64}) cannot be found/u.exec(error?.message ?? '') ?? [];
    const name = typeof ownName === 'string' ? ownName : (options.get('role-name') ?? missing);
    if (name !== undefined) return this.#roleNamed(name, piece, false);
    const known = inPath(piece, this.#names.roles);
    if (known !== null) return this.#roleNamed(known, piece, false);
    if (!isLast) return null;
    const neighbour = this.#neighbourOf(piece, 'role');
    if (neighbour !== null) return { subject: neighbour, isByName: true };
    const [only] = this.#names.roles.keys();
    if (this.#names.roles.size === 1 && only !== undefined) return this.#roleNamed(only, piece, true);
    return piece.hints.rest === '' ? null : this.#roleNamed(piece.hints.rest, piece, true);
  }

  #roleNamed(name: string, piece: Piece, isByName: boolean): Answer {
    const account = this.#accounts.of(piece);
    const arns = [...(this.#names.roles.get(name) ?? [])];
    const own = account === null ? arns : arns.filter((arn) => accountOfArn(arn) === account);
    if (own.length === 1 && own[0] !== undefined) return { subject: own[0], isByName };
    if (account === null || !/^[\w+=,.@-]{1,64}$/u.test(name)) return null;
    const partition = arns[0] === undefined ? 'aws' : (partsOf(arns[0])?.partition ?? 'aws');
    return { subject: roleArn(partition, account, name), isByName };
  }

  #ofPolicy(piece: Piece, isLast: boolean): Answer {
    const { value, options, error } = piece;
    const { Policy: policy } = value;
    if (isObject(policy) && typeof policy['Arn'] === 'string') return { subject: policy['Arn'], isByName: false };
    const named = options.get('policy-arn') ?? arnsOf(error?.message ?? '').find((arn) => arn.includes(':policy/'));
    if (named !== undefined) return { subject: named, isByName: false };
    const byName = policiesByName(this.#names.policies);
    const arnInPath = byName.get(inPath(piece, byName) ?? '');
    if (arnInPath !== undefined) return { subject: arnInPath, isByName: false };
    if (!isLast) return null;
    const neighbour = this.#neighbourOf(piece, 'policy');
    if (neighbour !== null) return { subject: neighbour, isByName: true };
    const [only] = this.#names.policies;
    return this.#names.policies.size === 1 && only !== undefined ? { subject: only, isByName: true } : null;
  }

  #ofKey(operation: Operation, piece: Piece, isLast: boolean): Answer {
    const { value, options, error } = piece;
    const { KeyMetadata: metadata, Grants: grants, PolicyNames: names } = value;
    if (isObject(metadata) && typeof metadata['Arn'] === 'string') return { subject: metadata['Arn'], isByName: false };
    if (operation === 'GetKeyPolicy' && !isObject(value['Error']) && policyIsOf(value) !== 'key') return null;
    if (operation === 'ListAliases') return this.#ofAliases(piece);
    const isOfRole = operation === 'ListKeyPolicies' && Array.isArray(names) && !names.includes('default');
    if (isOfRole) return null;
    const [grant] = Array.isArray(grants) ? (grants as readonly unknown[]) : [];
    const grantOf = isObject(grant) && typeof grant['KeyId'] === 'string' ? grant['KeyId'] : undefined;
    const stated =
      grantOf ?? options.get('key-id') ?? arnsOf(error?.message ?? '').find((arn) => arn.includes(':key/'));
    if (stated !== undefined) return this.#keyNamed(stated, piece, false);
    const known = inPath(piece, this.#names.keys) ?? keyIdIn(piece);
    if (known !== null) return this.#keyNamed(known, piece, false);
    if (!isLast) return null;
    const neighbour = this.#neighbourOf(piece, 'key');
    if (neighbour !== null) return { subject: neighbour, isByName: true };
    const [only] = this.#names.keys.keys();
    return this.#names.keys.size === 1 && only !== undefined ? this.#keyNamed(only, piece, true) : null;
  }

  /** Of one key where that was asked for, or of all keys of an account and Region. */
  #ofAliases(piece: Piece): Answer {
    const asked = piece.options.get('key-id') ?? inPath(piece, this.#names.keys);
    if (asked !== null) return this.#keyNamed(asked, piece, false);
    const { Aliases: aliases } = piece.value;
    const [first] = Array.isArray(aliases) ? (aliases as readonly unknown[]) : [];
    const arn = isObject(first) && typeof first['AliasArn'] === 'string' ? first['AliasArn'] : null;
    const account = (arn === null ? null : accountOfArn(arn)) ?? this.#accounts.of(piece);
    return account === null ? null : { subject: `arn:aws:kms::${account}:*`, isByName: false };
  }

  #keyNamed(idOrArn: string, piece: Piece, isByName: boolean): Answer {
    if (partsOf(idOrArn)?.service === 'kms') return { subject: idOrArn, isByName };
    const arns = [...(this.#names.keys.get(idOrArn) ?? [])];
    const region = piece.options.get('region') ?? piece.hints.region;
    const here = region === null ? arns : arns.filter((arn) => partsOf(arn)?.region === region);
    if (here.length === 1 && here[0] !== undefined) return { subject: here[0], isByName };
    const account = this.#accounts.of(piece);
    if (account === null || region === null) return null;
    return { subject: keyArn({ partition: partitionOfRegion(region), region, account }, idOrArn), isByName };
  }
}

/** Without names that two policies share. */
function policiesByName(arns: ReadonlySet<string>): ReadonlyMap<string, string> {
  const byName = new Map<string, string>();
  const shared = new Set<string>();
  for (const arn of arns) {
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    if (byName.has(name)) shared.add(name);
    byName.set(name, arn);
  }
  for (const name of shared) byName.delete(name);
  return byName;
}

/** Answers of one file are neighbours of each other, and otherwise those of one folder. */
function neighbourhoodOf({ isOneOfSeveral, file, hints }: Piece): string {
  return isOneOfSeveral ? `${hints.folder}/${file.name}` : hints.folder;
}
