/**
 * Snapshots into one estate. Every fault of every input is told at once, with its place; an estate is built only from inputs
 * without any.
 */
import { readAccount, joinAccounts } from './accounts.js';
import { at, isFailed, pagesWithOrigin } from './answer.js';
import { joinBuckets, partitionOfExternal, readBucket, type BucketSetting } from './buckets.js';
import type { Origin } from './fact.js';
import { InvalidInput, type InputFault } from './invalid-input.js';
import { Join } from './join.js';
import { Aliases, joinKmsKeys, readKmsKey } from './kms-keys.js';
import { findSpans, locate, placesAt } from './locate.js';
import { ManagedPolicies } from './managed-policies.js';
import type { Account, Bucket, Estate, KmsKey, Source } from './model.js';
import { PolicyDocuments } from './policy-documents.js';
import { readRoleEntry, type RoleEntry } from './role-entry.js';
import { joinRoleEntries, ManagedDocuments, roleOf } from './roles.js';
import { Check, isObject } from './shape.js';
import {
  snapshotFormat,
  snapshotShape,
  type RawAccount,
  type RawBucket,
  type RawManagedPolicy,
  type RawRole,
  type RawSnapshot,
} from './snapshot-shape.js';
import { findSyntaxFault } from './syntax-fault.js';

export interface SnapshotInput {
  /** As given on the command line; `live` for a live account. */
  readonly name: string;
  readonly kind: Source['kind'];
  readonly text: string;
}

interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** @throws InvalidInput with every fault of every input */
export function readSnapshots(inputs: readonly SnapshotInput[]): { readonly estate: Estate } {
  const faults: InputFault[] = [];
  const snapshots: RawSnapshot[] = [];
  for (const input of inputs) {
    const parsed = parse(input);
    if (Array.isArray(parsed)) faults.push(...parsed);
    else snapshots.push(parsed as RawSnapshot);
  }
  if (faults.length > 0) throw new InvalidInput(faults, whatToDo);

  const sources = snapshots.map(({ collectedAt }, index): Source => {
    const { name, kind } = inputs[index] ?? { name: '', kind: 'snapshot' };
    return { name, kind, collectedAt: collectedAt ?? null };
  });
  const later: { readonly source: number; readonly fault: Fault }[] = [];
  const builder = new EstateBuilder(sources, (origin, message) =>
    later.push({ source: origin.source, fault: { pointer: origin.pointer, message } }),
  );
  for (const [source, snapshot] of snapshots.entries()) builder.add(snapshot, source);
  const estate = builder.build();
  // Only the text of a document shows a name that stands twice in it.
  for (const [source, { text }] of inputs.entries()) builder.addTexts(source, text);
  if (later.length > 0) {
    const found = inputs.flatMap((input, source) =>
      placed(
        input,
        later.filter((each) => each.source === source).map(({ fault }) => fault),
      ),
    );
    throw new InvalidInput(found, whatToDo);
  }
  return { estate };
}

const whatToDo = 'Mend the places named above; schemas/replint-snapshot-1.schema.json describes the format.';

/** The snapshot, or its faults. */
function parse(input: SnapshotInput): RawSnapshot | readonly InputFault[] {
  let json: unknown;
  try {
    json = JSON.parse(input.text);
  } catch {
    const fault = findSyntaxFault(input.text) ?? { offset: 0, message: 'This is no JSON.' };
    const place = placesAt(input.text, [fault.offset]).get(fault.offset) ?? { line: 1, column: 1 };
    return [{ file: input.name, pointer: '', ...place, message: fault.message }];
  }
  if (!isObject(json) || json['format'] !== snapshotFormat) {
    return placed(input, [
      { pointer: '', message: `This is not a snapshot: it must be an object with "format": "${snapshotFormat}".` },
    ]);
  }
  const check = new Check();
  return snapshotShape.isMet(json, check) ? json : placed(input, check.faults);
}

function placed({ name, text }: SnapshotInput, faults: readonly Fault[]): readonly InputFault[] {
  if (faults.length === 0) return [];
  const places = locate(
    text,
    faults.map(({ pointer }) => pointer),
  );
  return faults
    .map(({ pointer, message }): InputFault => ({
      file: name,
      pointer,
      ...(places.get(pointer) ?? { line: 1, column: 1 }),
      message,
    }))
    .sort((a, b) => a.line - b.line || a.column - b.column);
}

class EstateBuilder {
  readonly #sources: readonly Source[];
  readonly #join: Join;
  readonly #documents: PolicyDocuments;
  readonly #managed: ManagedPolicies;
  readonly #aliases: Aliases;
  readonly #report: (origin: Origin, message: string) => void;
  readonly #accounts = new Map<string, Account>();
  readonly #buckets = new Map<string, Bucket>();
  readonly #roles = new Map<string, RoleEntry>();
  readonly #kmsKeys = new Map<string, KmsKey>();

  constructor(sources: readonly Source[], report: (origin: Origin, message: string) => void) {
    this.#sources = sources;
    this.#report = report;
    this.#join = new Join(sources);
    this.#documents = new PolicyDocuments(report);
    this.#managed = new ManagedPolicies(this.#documents, this.#join);
    this.#aliases = new Aliases(this.#join);
  }

  add(snapshot: RawSnapshot, source: number): void {
    const partitions = new Set(snapshot.accounts.map(({ partition }) => partition ?? 'aws'));
    for (const [index, account] of snapshot.accounts.entries())
      this.#addAccount(account, { source, pointer: `/accounts/${index}` });
    for (const [index, raw] of (snapshot.externalBuckets ?? []).entries()) {
      const partition = partitionOfExternal(raw, partitions);
      this.#addBucket(
        raw,
        { source, pointer: `/externalBuckets/${index}` },
        { account: raw.Account ?? null, partition, isListed: false, documents: this.#documents },
      );
    }
  }

  #addAccount(raw: RawAccount, origin: Origin): void {
    const account = readAccount(raw, origin, this.#documents);
    const before = this.#accounts.get(account.id);
    this.#accounts.set(account.id, before === undefined ? account : joinAccounts(before, account, this.#join));
    const { partition } = account;
    for (const [index, bucket] of (raw.buckets ?? []).entries()) {
      this.#addBucket(bucket, at(origin, 'buckets', index), {
        account: raw.id,
        partition,
        isListed: true,
        documents: this.#documents,
      });
    }
    this.#addRoles(raw.roles, at(origin, 'roles'));
    this.#addPolicies(raw.policies, at(origin, 'policies'));
    if (raw.GetAccountAuthorizationDetails !== undefined) {
      for (const [page, place] of pagesWithOrigin(
        raw.GetAccountAuthorizationDetails,
        at(origin, 'GetAccountAuthorizationDetails'),
      )) {
        if (isFailed(page)) continue;
        this.#addRoles(page.RoleDetailList, at(place, 'RoleDetailList'));
        this.#addPolicies(page.Policies, at(place, 'Policies'));
      }
    }
    this.#aliases.addPages(raw.ListAliases, origin.source);
    for (const [index, key] of (raw.keys ?? []).entries()) {
      const place = at(origin, 'keys', index);
      const kmsKey = readKmsKey(key, place, this.#documents);
      if (kmsKey === null) {
        this.#report(place, 'This entry does not say which key it is: add `Arn`, or DescribeKey with its ARN.');
        continue;
      }
      const known = this.#kmsKeys.get(kmsKey.arn);
      this.#kmsKeys.set(kmsKey.arn, known === undefined ? kmsKey : joinKmsKeys(known, kmsKey, this.#join));
      this.#addAliases(kmsKey, key.ListAliases, partition, origin.source);
    }
  }

  #addAliases(kmsKey: KmsKey, pages: Parameters<Aliases['addPages']>[0], partition: string, source: number): void {
    this.#aliases.addPages(pages, source);
    if (kmsKey.aliases.state !== 'known') return;
    for (const name of kmsKey.aliases.value)
      this.#aliases.add(`arn:${partition}:kms:${kmsKey.region}:${kmsKey.account}:${name}`, kmsKey.arn, source);
  }

  #addBucket(raw: RawBucket, origin: Origin, setting: BucketSetting): void {
    const bucket = readBucket(raw, origin, setting);
    const before = this.#buckets.get(bucket.name);
    if (before === undefined) {
      this.#buckets.set(bucket.name, bucket);
      return;
    }
    if (before.partition !== bucket.partition) {
      this.#report(
        origin,
        `Bucket ${JSON.stringify(bucket.name.slice(0, 80))} stands in two partitions, ${before.partition} and ${bucket.partition}.`,
      );
      return;
    }
    // The account that lists a bucket among its own owns it; what others say of it is hearsay.
    const account = setting.isListed ? bucket.account : (before.account ?? bucket.account);
    this.#buckets.set(bucket.name, joinBuckets(before, bucket, this.#join, account));
  }

  #addRoles(roles: readonly RawRole[] | undefined, origin: Origin): void {
    for (const [index, raw] of (roles ?? []).entries()) {
      const entry = readRoleEntry(raw, at(origin, index), this.#documents, this.#report);
      if (entry === null) continue;
      const before = this.#roles.get(entry.arn);
      this.#roles.set(entry.arn, before === undefined ? entry : joinRoleEntries(before, entry, this.#join));
    }
  }

  #addPolicies(policies: readonly RawManagedPolicy[] | undefined, origin: Origin): void {
    for (const [index, raw] of (policies ?? []).entries()) {
      const place = at(origin, index);
      if (!this.#managed.add(raw, place))
        this.#report(place, 'This entry does not say which policy it is: `Arn` is missing.');
    }
  }

  addTexts(source: number, text: string): void {
    const pointers = this.#documents.objectsOf(source);
    if (pointers.length === 0) return;
    const spans = findSpans(text, pointers);
    this.#documents.addTexts(source, (pointer) => {
      const span = spans.get(pointer);
      return span === undefined ? null : text.slice(span.start, span.end);
    });
  }

  build(): Estate {
    const documents = new ManagedDocuments(this.#managed, this.#join);
    return {
      sources: this.#sources,
      accounts: this.#accounts,
      buckets: this.#buckets,
      roles: new Map([...this.#roles].map(([arn, entry]) => [arn, roleOf(entry, documents)])),
      kmsKeys: this.#kmsKeys,
      aliases: this.#aliases.keyArns,
    };
  }
}
