/** What the body of a resource says, as a plan has it: attributes, and blocks as lists. */
import { Unknown, type Value, type ValueMap } from '../../model.js';
import type { Attribute, Block, Body } from './ast.js';
import type { Scope } from './evaluate.js';
import { HclError } from './hcl-error.js';
import { isLoose } from '../types/kinds.js';
import { entriesOf } from './values.js';

export interface BodyReader {
  readonly valueOf: (attribute: Attribute, scope: Scope) => Value | undefined;
  readonly address: string;
  /** Only these at the top; null = all. */
  readonly wanted: readonly string[] | null;
}

const meta = new Set([
  'count',
  'for_each',
  'provider',
  'depends_on',
  'lifecycle',
  'provisioner',
  'connection',
  'timeouts',
]);

/** Of one kind, made by a loop: S3 takes 1,000 rules of a bucket. */
const mostBlocks = 10_000;

export function bodyValues(body: Body, scope: Scope, reader: BodyReader): ValueMap {
  const values: Record<string, Value> = {};
  const isWanted = (name: string): boolean => !meta.has(name) && (reader.wanted?.includes(name) ?? true);
  for (const [name, attribute] of body.attributes) {
    if (!isWanted(name)) continue;
    const value = reader.valueOf(attribute, scope);
    if (value !== undefined) values[name] = value;
  }
  const inner: BodyReader = { ...reader, wanted: null };
  for (const block of body.blocks) {
    const name = block.type === 'dynamic' ? (block.labels[0] ?? '') : block.type;
    if (!isWanted(name)) continue;
    const before = values[name];
    if (before instanceof Unknown) continue;
    const made = block.type === 'dynamic' ? dynamicBlocks(block, scope, inner) : [bodyValues(block.body, scope, inner)];
    values[name] =
      made instanceof Unknown ? made : [...(Array.isArray(before) ? (before as readonly Value[]) : []), ...made];
  }
  return values;
}

function dynamicBlocks(block: Block, scope: Scope, reader: BodyReader): readonly Value[] | Unknown {
  const each = block.body.attributes.get('for_each');
  const content = block.body.blocks.find(({ type }) => type === 'content');
  const [label = ''] = block.labels;
  if (each === undefined || content === undefined)
    return new Unknown(`${reader.address}.${label}`, 'its dynamic block is not complete');
  const collection = reader.valueOf(each, scope) ?? null;
  const iterator = block.body.attributes.get('iterator')?.value;
  const name = iterator?.kind === 'variable' ? iterator.name : label;
  const entries = entriesOrNull(collection);
  if (entries instanceof Unknown) return entries;
  if (entries.length > mostBlocks) return new Unknown(`${reader.address}.${label}`, 'there are too many blocks');
  return entries.map(([key, value]) => {
    const locals = new Map(scope.locals).set(name, { key: isLoose(collection) ? keyOf(label, key) : key, value });
    return bodyValues(content.body, { ...scope, locals }, reader);
  });
}

/** A position, or the element itself: what a provider gives may be a list or a set. */
function keyOf(label: string, key: Value): Value {
  return typeof key === 'number' ? new Unknown(`${label}.key`, 'whether it is a position is not known') : key;
}

function entriesOrNull(collection: Value): readonly (readonly [Value, Value])[] | Unknown {
  if (collection === null) return [];
  try {
    return entriesOf(collection);
  } catch (error) {
    if (error instanceof HclError) return new Unknown('for_each', error.message);
    throw error;
  }
}
