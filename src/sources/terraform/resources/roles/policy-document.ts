/**
 * `data.aws_iam_policy_document`, rendered from its arguments as the provider does it, with open texts in place of what is not known.
 * Source: the provider's documentation of the data source; measured with provider 5.100 (spellings that mean the same are not copied).
 */
import { openText } from '../../../../basics/stand-in.js';
import { Unknown, type Value, type ValueMap } from '../../model.js';
import { elementsOf, isMap, isUnset, textOf, unknownIn } from '../../values.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Statement = Readonly<Record<string, Json>>;

/** An Allow and a Deny of nobody knows what: the document may allow and deny more. */
export function unknownStatements(address: string): readonly Statement[] {
  const part = (name: string): string => openText(`${address}.${name}`);
  const [Action, Resource, Principal] = [part('actions'), part('resources'), part('principals')];
  return ['Allow', 'Deny'].map((Effect) => ({ Effect, Action, Resource, Principal: { AWS: Principal } }));
}

/**
 * @param values of the data source: blocks as lists; a null `effect` is Allow
 * @param address of the data source
 * @returns JSON text; Unknown where it is open which statements override which
 */
export function policyDocumentJson(values: ValueMap, address: string): string | Unknown {
  const merged = mergedStatements(values, address);
  if (merged instanceof Unknown) return merged;
  const id = textOf(values['policy_id']);
  return JSON.stringify({
    Version: textOf(values['version']) ?? '2012-10-17',
    ...(id === null ? {} : { Id: id }),
    Statement: merged,
  });
}

/** Sources first, then own statements, then overrides; of one `Sid` the later takes the place of the earlier. */
function mergedStatements(values: ValueMap, address: string): readonly Json[] | Unknown {
  const sources = documents(values, ['source_json', 'source_policy_documents'], address);
  const own = elementsOf(values['statement']);
  const overrides = documents(values, ['override_policy_documents', 'override_json'], address);
  if (overrides instanceof Unknown) return overrides;
  const ownStatements =
    own instanceof Unknown
      ? unknownStatements(own.address)
      : own.flatMap((block, index) => statementsOf(block, `${address}.statement[${index}]`));
  const all: Json[] = [];
  for (const statement of sources instanceof Unknown ? unknownStatements(sources.address) : sources)
    addStatement(all, statement);
  for (const statement of [...ownStatements, ...overrides]) addStatement(all, statement);
  return all;
}

function sidOf(statement: Json): string {
  const sid = typeof statement === 'object' && statement !== null && 'Sid' in statement ? statement['Sid'] : '';
  return typeof sid === 'string' ? sid : '';
}

function addStatement(all: Json[], statement: Json): void {
  const sid = sidOf(statement);
  const index = sid === '' ? -1 : all.findIndex((other) => sidOf(other) === sid);
  if (index < 0) all.push(statement);
  else all[index] = statement;
}

/** The statements of documents given as text. */
function documents(values: ValueMap, names: readonly string[], address: string): readonly Json[] | Unknown {
  const all: Json[] = [];
  for (const name of names) {
    const texts = elementsOf(values[name]);
    if (texts instanceof Unknown) return texts;
    for (const text of texts) {
      if (text instanceof Unknown) return text;
      if (isUnset(text)) continue;
      const parsed = parse(String(text));
      if (parsed === null) return new Unknown(`${address}.${name}`, 'a document in it is not known as JSON');
      for (const each of parsed) all.push(each);
    }
  }
  return all;
}

function parse(text: string): readonly Json[] | null {
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document !== 'object' || document === null || Array.isArray(document)) return null;
    const statements = (document as { readonly Statement?: Json }).Statement ?? [];
    return Array.isArray(statements) ? (statements as readonly Json[]) : [statements];
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const lists = [
  ['actions', 'Action'],
  ['not_actions', 'NotAction'],
  ['resources', 'Resource'],
  ['not_resources', 'NotResource'],
] as const;

/** One statement, or two where nobody knows what it says. */
function statementsOf(block: Value, address: string): readonly Statement[] {
  if (!isMap(block)) return unknownStatements(block instanceof Unknown ? block.address : address);
  const effect = block['effect'];
  // Which members a statement has decides what it means: where that is open, all of it is.
  if (effect instanceof Unknown) return unknownStatements(address);
  const conditions = conditionsOf(block['condition']);
  if (conditions instanceof Unknown) return unknownStatements(address);
  const sid = textOf(block['sid']);
  const members: Record<string, Json> = { ...(sid === null ? {} : { Sid: sid }), Effect: textOf(effect) ?? 'Allow' };
  for (const [argument, member] of lists) {
    const texts = textsOf(block[argument]);
    if (texts.length > 0) members[member] = written(texts);
  }
  for (const [argument, member] of [
    ['principals', 'Principal'],
    ['not_principals', 'NotPrincipal'],
  ] as const) {
    const principals = principalsOf(block[argument], address);
    if (principals !== null) members[member] = principals;
  }
  return [conditions === null ? members : { ...members, Condition: conditions }];
}

/** `&{` is how a policy variable is written where `${` would be Terraform's own. */
function written(texts: readonly string[]): Json {
  const plain = texts.map((text) => text.replaceAll('&{', '${'));
  return plain.length === 1 && plain[0] !== undefined ? plain[0] : plain;
}

/** An open text in place of each element that is not known, or of all of them. */
function textsOf(value: Value | undefined): readonly string[] {
  const elements = elementsOf(value);
  if (elements instanceof Unknown) return [openText(elements.address)];
  return elements.flatMap((element) => textOf(element) ?? []);
}

function principalsOf(value: Value | undefined, address: string): Json | null {
  const blocks = elementsOf(value);
  if (blocks instanceof Unknown) return { AWS: openText(blocks.address) };
  const byType = new Map<string, string[]>();
  for (const block of blocks) {
    const type = isMap(block) ? textOf(block['type']) : 'AWS';
    const identifiers = isMap(block) ? textsOf(block['identifiers']) : [openText(unknownIn(block)?.address ?? address)];
    byType.set(type ?? 'AWS', [...(byType.get(type ?? 'AWS') ?? []), ...identifiers]);
  }
  if (byType.size === 0) return null;
  if (byType.has('*')) return '*';
  return Object.fromEntries([...byType].map(([type, identifiers]) => [type, written(identifiers)]));
}

/** Null = none. Unknown: which conditions there are is open, so that the statement may hold always or never. */
function conditionsOf(value: Value | undefined): Json | null | Unknown {
  const blocks = elementsOf(value);
  if (blocks instanceof Unknown) return blocks;
  const tests = new Map<string, Map<string, string[]>>();
  for (const block of blocks) {
    if (!isMap(block)) return unknownIn(block);
    const [test, variable] = [block['test'], block['variable']];
    if (test instanceof Unknown) return test;
    if (variable instanceof Unknown) return variable;
    const variables = tests.get(String(test)) ?? new Map<string, string[]>();
    tests.set(String(test), variables);
    variables.set(String(variable), [...(variables.get(String(variable)) ?? []), ...textsOf(block['values'])]);
  }
  if (tests.size === 0) return null;
  return Object.fromEntries(
    [...tests].map(([test, variables]) => [
      test,
      Object.fromEntries([...variables].map(([variable, texts]) => [variable, written(texts)])),
    ]),
  );
}
