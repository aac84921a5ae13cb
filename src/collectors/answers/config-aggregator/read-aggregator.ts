/** What an aggregator of AWS Config knows about everything that replicates: asked for in a few hundred calls, however many accounts. */
import { ConfigFacts } from '../../../sources/aws-config/facts.js';
import { type ConfigItem, itemsIn, newestOf } from '../../../sources/aws-config/items.js';
import { InputFile } from '../../../sources/input-file.js';
import { isObject, type JsonObject } from '../../../sources/shape.js';
import { accountBlocks, expressionsFor, sourceBuckets } from './expressions.js';

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
  readonly calls: number;
}

/** Config answers from one endpoint: more at once are throttled. */
const atOnce = 4;

export async function readAggregator(ask: Ask): Promise<FromAggregator> {
  const reader = new Reader(ask);
  const sources = await reader.query([sourceBuckets]);
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
  return { snapshot: facts.snapshot, sources: [...names].sort(), calls: reader.calls };
}

class Reader {
  readonly items: ConfigItem[] = [];
  calls = 0;
  readonly #ask: Ask;
  #waiting: Promise<unknown>[] = [];

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  async query(expressions: readonly string[]): Promise<readonly ConfigItem[]> {
    const found: ConfigItem[] = [];
    const todo = [...expressions];
    const work = async (): Promise<void> => {
      for (let next = todo.shift(); next !== undefined; next = todo.shift())
        for (const item of await this.#pages(next)) found.push(item);
    };
    this.#waiting = Array.from({ length: Math.min(atOnce, expressions.length) }, work);
    await Promise.all(this.#waiting);
    for (const item of found) this.items.push(item);
    return found;
  }

  async #pages(expression: string): Promise<readonly ConfigItem[]> {
    const found: ConfigItem[] = [];
    let token: string | undefined;
    do {
      this.calls += 1;
      const page = await this.#ask(expression, token);
      const text = JSON.stringify({ Results: page.Results ?? [] });
      for (const item of itemsIn(InputFile.ofText('aggregator', text))?.items ?? []) found.push(item);
      token = page.NextToken === '' ? undefined : page.NextToken;
    } while (token !== undefined);
    return found;
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
