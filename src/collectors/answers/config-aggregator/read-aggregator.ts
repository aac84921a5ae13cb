/** What an aggregator of AWS Config knows about everything that replicates: asked for in a few hundred calls, however many accounts. */
import { ConfigFacts } from '../../../sources/aws-config/facts.js';
import { type ConfigItem, itemsIn, newestOf } from '../../../sources/aws-config/items.js';
import { InputFile } from '../../../sources/input-file.js';
import { isObject, type JsonObject } from '../../../sources/shape.js';
import { accountBlocks, bucketNames, expressionsFor, sourceBuckets } from './expressions.js';

/** One page of an answer. */
export interface QueryPage {
  readonly Results?: readonly string[] | undefined;
  readonly NextToken?: string | undefined;
}

/** Makes one call. */
export type Ask = (expression: string, token: string | undefined) => Promise<QueryPage>;

export interface FromAggregator {
  /** In the snapshot's shape. */
  readonly snapshot: JsonObject;
  /** Names of the buckets that replicate. */
  readonly sources: readonly string[];
  /** All buckets that are recorded, by account. Of any other bucket nothing is known, not even that it does not replicate. */
  readonly recorded: ReadonlyMap<string, readonly string[]>;
  readonly calls: number;
}

/** Config answers from one endpoint: more at once are throttled. */
const atOnce = 4;

/** @param accounts - whose buckets are of interest, where that is known */
export async function readAggregator(ask: Ask, accounts: readonly string[] = []): Promise<FromAggregator> {
  const reader = new Reader(ask);
  const [sources, recorded] = await Promise.all([reader.query([sourceBuckets]), reader.bucketNames(accounts)]);
  const links = linksOf(sources);
  const names = new Set(sources.map(({ name }) => name));
  const destinations = await reader.query(
    expressionsFor(
      'AWS::S3::Bucket',
      'resourceId',
      links.buckets.filter((name) => !names.has(name)),
    ),
  );
  const keys = [...links.keys, ...linksOf(destinations).keys];
  const roles = [...links.roles, ...linksOf(destinations).roles];
  const [ofRoles] = await Promise.all([
    reader.query(expressionsFor('AWS::IAM::Role', 'arn', roles)),
    reader.query(
      expressionsFor(
        'AWS::KMS::Key',
        'arn',
        keys.filter((key) => key.includes(':key/')),
      ),
    ),
    reader.query([accountBlocks]),
  ]);
  await reader.query(expressionsFor('AWS::IAM::Policy', 'arn', policiesOf(ofRoles)));
  const facts = new ConfigFacts(newestOf(reader.items), undefined);
  return { snapshot: facts.snapshot, sources: [...names].sort(), recorded, calls: reader.calls };
}

class Reader {
  readonly items: ConfigItem[] = [];
  calls = 0;
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  async query(expressions: readonly string[]): Promise<readonly ConfigItem[]> {
    const found: ConfigItem[] = [];
    await this.#each(expressions, (Results) => {
      const file = InputFile.ofText('aggregator', JSON.stringify({ Results }));
      for (const item of itemsIn(file)?.items ?? []) found.push(item);
    });
    for (const item of found) this.items.push(item);
    return found;
  }

  async bucketNames(accounts: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, string[]>();
    await this.#each(bucketNames(accounts), (rows) => {
      for (const row of rows) {
        const { resourceId: name, accountId: account } = objectIn(row);
        if (typeof name !== 'string' || typeof account !== 'string') continue;
        const names = found.get(account);
        if (names === undefined) found.set(account, [name]);
        else names.push(name);
      }
    });
    return found;
  }

  /** @param take - given the rows of a page */
  async #each(expressions: readonly string[], take: (rows: readonly string[]) => void): Promise<void> {
    const todo = [...expressions];
    const work = async (): Promise<void> => {
      for (let next = todo.shift(); next !== undefined; next = todo.shift())
        for await (const rows of this.#pages(next)) take(rows);
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, expressions.length) }, work));
  }

  async *#pages(expression: string): AsyncIterable<readonly string[]> {
    let token: string | undefined;
    do {
      this.calls += 1;
      const page = await this.#ask(expression, token);
      yield page.Results ?? [];
      token = page.NextToken === '' || page.NextToken === token ? undefined : page.NextToken;
    } while (token !== undefined);
  }
}

/** A row, which is JSON in a text. */
function objectIn(row: string): JsonObject {
  try {
    const value: unknown = JSON.parse(row);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

interface Links {
  readonly buckets: readonly string[];
  readonly roles: readonly string[];
  readonly keys: readonly string[];
}

/** What buckets lead to. Rules of whatever form may name keys and buckets: all ARNs in them are followed. */
function linksOf(items: readonly ConfigItem[]): Links {
  const texts = new Set<string>();
  for (const { supplementary } of items) {
    addArns(supplementary['BucketReplicationConfiguration'], texts);
    addArns(supplementary['ServerSideEncryptionConfiguration'], texts);
  }
  const all = [...texts];
  return {
    buckets: all.flatMap((arn) => /^arn:[^:]+:s3:::([^/]+)$/u.exec(arn)?.[1] ?? []),
    roles: all.filter((arn) => /^arn:[^:]+:iam::\d{12}:role\//u.test(arn)),
    keys: all.filter((arn) => /^arn:[^:]+:kms:/u.test(arn)),
  };
}

/** No recursion: the depth is what strangers wrote. */
function addArns(value: unknown, texts: Set<string>): void {
  const todo: unknown[] = [value];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (typeof next === 'string') {
      if (next.startsWith('arn:')) texts.add(next);
    } else if (typeof next === 'object' && next !== null) {
      for (const member of Object.values(next)) if (member !== null && member !== undefined) todo.push(member);
    }
  }
}

/** Customer managed ones: AWS's own are not recorded. */
function policiesOf(roles: readonly ConfigItem[]): readonly string[] {
  const texts = new Set<string>();
  for (const { configuration } of roles) {
    addArns(configuration['attachedManagedPolicies'], texts);
    if (isObject(configuration['permissionsBoundary'])) addArns(configuration['permissionsBoundary'], texts);
  }
  return [...texts].filter((arn) => /^arn:[^:]+:iam::\d{12}:policy\//u.test(arn));
}
