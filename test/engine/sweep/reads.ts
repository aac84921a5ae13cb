/** Every read of a snapshot, each in turn dropped (nobody asked) or refused (AWS said no). */

export type Json = Record<string, unknown>;

/** How evidence goes missing: the member of the snapshot is not there, or holds an error. */
export const ways = ['dropped', 'refused'] as const;
export type Way = (typeof ways)[number];

export interface Read {
  /** `accounts/0/buckets/1/GetBucketPolicy`. */
  readonly path: string;
  /** The operation, or the list that an entry is taken from. */
  readonly operation: string;
  readonly way: Way;
  /** Changes a copy of the snapshot. */
  readonly apply: (snapshot: Json) => void;
}

const refusal = { Error: { Code: 'AccessDenied', Message: 'refused' } };

function isOperation(name: string): boolean {
  return /^(?:Get|List|Describe|Head)[A-Z]\w*$/u.test(name);
}

/** A key is known by its own description: without it, the entry has to say which key it is. */
function keepName(entry: Json): void {
  const described = entry['DescribeKey'] as { readonly KeyMetadata?: { readonly Arn?: string } } | undefined;
  if (described?.KeyMetadata?.Arn !== undefined) entry['Arn'] = described.KeyMetadata.Arn;
}

function at(snapshot: Json, path: readonly (string | number)[]): Json {
  let value: unknown = snapshot;
  for (const step of path) value = (value as Record<string | number, unknown>)[step];
  return value as Json;
}

function* readsOfMember(path: readonly (string | number)[], name: string): Iterable<Read> {
  const full = [...path, name].join('/');
  const change = (copy: Json, answer: Json | null): void => {
    const entry = at(copy, path);
    keepName(entry);
    if (answer === null) delete entry[name];
    else entry[name] = answer;
  };
  yield { path: full, operation: name, way: 'dropped', apply: (copy) => change(copy, null) };
  yield { path: full, operation: name, way: 'refused', apply: (copy) => change(copy, refusal) };
}

function listOf(entry: Json, name: string): readonly Json[] {
  return (entry[name] ?? []) as readonly Json[];
}

/** Roles stand in lists of one call: one that is not there was not read, one that was asked for alone may be refused. */
function* readsOfRole(path: readonly (string | number)[], role: Json): Iterable<Read> {
  const [index] = path.slice(-1);
  const list = path.slice(0, -1);
  const full = path.join('/');
  const rolesOf = (copy: Json): unknown[] => at(copy, list) as unknown as unknown[];
  yield { path: full, operation: 'roles', way: 'dropped', apply: (copy) => rolesOf(copy).splice(Number(index), 1) };
  yield {
    path: full,
    operation: 'roles',
    way: 'refused',
    apply: (copy) => {
      rolesOf(copy)[Number(index)] = { Arn: role['Arn'], GetRole: refusal };
    },
  };
}

/** A whole bucket, key, policy or account that is not in the input. */
function* entryDropped(list: readonly (string | number)[], index: number): Iterable<Read> {
  yield {
    path: [...list, index].join('/'),
    operation: String(list.at(-1)),
    way: 'dropped',
    apply: (copy) => (at(copy, list) as unknown as unknown[]).splice(index, 1),
  };
}

/** Every read of a snapshot, both ways. */
export function* readsOf(snapshot: Json): Iterable<Read> {
  for (const [a, account] of listOf(snapshot, 'accounts').entries()) {
    for (const name of Object.keys(account))
      if (isOperation(name) || name === 'organization') yield* readsOfMember(['accounts', a], name);
    for (const list of ['buckets', 'keys'])
      for (const [e, entry] of listOf(account, list).entries())
        for (const name of Object.keys(entry))
          if (isOperation(name)) yield* readsOfMember(['accounts', a, list, e], name);
    for (const list of ['buckets', 'keys', 'policies'])
      for (const index of listOf(account, list).keys()) yield* entryDropped(['accounts', a, list], index);
    if (listOf(snapshot, 'accounts').length > 1) yield* entryDropped(['accounts'], a);
    for (const [r, role] of listOf(account, 'roles').entries()) yield* readsOfRole(['accounts', a, 'roles', r], role);
  }
}

/** The snapshot without what a read would have answered. */
export function without(snapshot: Json, { apply }: Read): Json {
  const copy = structuredClone(snapshot);
  apply(copy);
  return copy;
}
