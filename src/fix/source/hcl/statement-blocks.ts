/** `data.aws_iam_policy_document`: what changes in a document, as edits of its blocks. */
import type { Block as NewBlock, Value } from '../../../reporters/text/hcl.js';
import { blockText } from '../../../reporters/text/hcl.js';
import type { Block } from '../../../sources/terraform/source/hcl/ast.js';
import { isObject, listOf } from '../../change/json-place.js';
import { saysTheSame } from '../read-source.js';
import type { TextEdit } from '../text-node.js';
import { argumentSet, behind, insideOf, type HclText } from './blocks.js';
import { hclValue } from './spell.js';

type Statement = Readonly<Record<string, unknown>>;

const lists: Readonly<Record<string, string>> = {
  Action: 'actions',
  NotAction: 'not_actions',
  Resource: 'resources',
  NotResource: 'not_resources',
};
const principals: Readonly<Record<string, string>> = { Principal: 'principals', NotPrincipal: 'not_principals' };

/** Null where the blocks do not plainly say it. */
export function statementEdits(
  hcl: HclText,
  block: Block,
  { before, after }: { readonly before: Statement; readonly after: Statement },
): readonly TextEdit[] | null {
  const { Statement: _old, ...restBefore } = before;
  const { Statement: _new, ...restAfter } = after;
  const [old, now] = [listOf(before['Statement']).filter(isObject), listOf(after['Statement']).filter(isObject)];
  if (!saysTheSame(restBefore, restAfter) || now.length < old.length) return null;
  const own = block.body.blocks.filter(({ type }) => type === 'statement');
  // Others stand elsewhere: in documents that are joined to this one, or in dynamic blocks.
  const isAll = own.length === old.length && !block.body.blocks.some(({ type }) => type === 'dynamic');
  const edits: TextEdit[] = [];
  for (const [index, statement] of old.entries()) {
    if (saysTheSame(statement, now[index])) continue;
    const at = isAll ? own[index] : undefined;
    const changed = at === undefined ? null : changedStatement(hcl, at, statement, now[index] ?? {});
    if (changed === null) return null;
    for (const each of changed) edits.push(each);
  }
  const added = now.slice(old.length).map((statement) => newStatement(hcl, statement));
  for (const each of added) {
    if (each === null) return null;
    const last = own.at(-1);
    for (const edit of last === undefined ? insideOf(hcl, block, blockText(each)) : behind(hcl, last, each))
      edits.push(edit);
  }
  return edits;
}

function changedStatement(hcl: HclText, block: Block, before: Statement, after: Statement): readonly TextEdit[] | null {
  const edits: TextEdit[] = [];
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (saysTheSame(before[name], after[name])) continue;
    if (after[name] === undefined) return null;
    const own = changedMember(hcl, block, name, { before: before[name], after: after[name] });
    if (own === null) return null;
    for (const each of own) edits.push(each);
  }
  return edits;
}

interface Values {
  readonly before: unknown;
  readonly after: unknown;
}

function changedMember(
  hcl: HclText,
  block: Block,
  name: string,
  { before, after }: Values,
): readonly TextEdit[] | null {
  const list = lists[name];
  if (list !== undefined) return argumentSet(hcl, block, list, { before: listOf(before), after: listOf(after) });
  if (name === 'Effect' || name === 'Sid') return argumentSet(hcl, block, name.toLowerCase(), { before, after });
  const principal = principals[name];
  if (principal !== undefined)
    return inBlocks(hcl, block, principalBlocks(principal, before), principalBlocks(principal, after));
  return name === 'Condition' ? inBlocks(hcl, block, conditionBlocks(before), conditionBlocks(after)) : null;
}

/** One block inside of a statement: what tells it from the others, and its list. */
interface Inner {
  readonly type: string;
  readonly key: Readonly<Record<string, string>>;
  readonly list: string;
  readonly values: readonly unknown[];
}

function principalBlocks(type: string, value: unknown): readonly Inner[] {
  if (!isObject(value))
    return value === undefined ? [] : [{ type, key: { type: '*' }, list: 'identifiers', values: ['*'] }];
  return Object.entries(value).map(([kind, own]) => ({
    type,
    key: { type: kind },
    list: 'identifiers',
    values: listOf(own),
  }));
}

function conditionBlocks(value: unknown): readonly Inner[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([test, variables]) =>
    Object.entries(isObject(variables) ? variables : {}).map(([variable, own]) => ({
      type: 'condition',
      key: { test, variable },
      list: 'values',
      values: listOf(own),
    })),
  );
}

function keyOf({ key }: Inner): string {
  return JSON.stringify(key);
}

function inBlocks(
  hcl: HclText,
  block: Block,
  before: readonly Inner[],
  after: readonly Inner[],
): readonly TextEdit[] | null {
  const old = new Map(before.map((each) => [keyOf(each), each]));
  const kept = new Set(after.map(keyOf));
  if (before.some((each) => !kept.has(keyOf(each)))) return null;
  const edits: TextEdit[] = [];
  for (const inner of after) {
    const was = old.get(keyOf(inner));
    if (was !== undefined && saysTheSame(was.values, inner.values)) continue;
    const at = was === undefined ? null : blockWith(block, inner);
    if (was !== undefined && at === null) return null;
    const own =
      was === undefined || at === null
        ? addedInner(hcl, block, inner)
        : argumentSet(hcl, at, inner.list, { before: was.values, after: inner.values });
    if (own === null) return null;
    for (const each of own) edits.push(each);
  }
  return edits;
}

/** The only one whose literal arguments are those. */
function blockWith({ body }: Block, { type, key }: Inner): Block | null {
  const own = body.blocks.filter(
    (block) =>
      block.type === type &&
      Object.entries(key).every(([name, value]) => {
        const given = block.body.attributes.get(name)?.value;
        return given?.kind === 'literal' && given.value === value;
      }),
  );
  return own.length === 1 ? (own[0] ?? null) : null;
}

function innerBlock(hcl: HclText, { type, key, list, values }: Inner): NewBlock | null {
  const own = hclValue(values, hcl.names);
  return own === undefined ? null : { head: type, values: { ...key, [list]: own } };
}

function addedInner(hcl: HclText, block: Block, inner: Inner): readonly TextEdit[] | null {
  const added = innerBlock(hcl, inner);
  return added === null ? null : insideOf(hcl, block, blockText(added));
}

function newStatement(hcl: HclText, statement: Statement): NewBlock | null {
  const values: Record<string, Value> = {};
  const blocks: NewBlock[] = [];
  for (const [name, member] of Object.entries(statement)) {
    const list = lists[name];
    const own =
      list !== undefined
        ? hclValue(listOf(member), hcl.names)
        : name === 'Sid' || name === 'Effect'
          ? hclValue(member, hcl.names)
          : undefined;
    if (own !== undefined) {
      values[list ?? name.toLowerCase()] = own;
      continue;
    }
    const principal = principals[name];
    if (principal === undefined && name !== 'Condition') return null;
    for (const inner of principal === undefined ? conditionBlocks(member) : principalBlocks(principal, member)) {
      const made = innerBlock(hcl, inner);
      if (made === null) return null;
      blocks.push(made);
    }
  }
  return { head: 'statement', values, blocks };
}
