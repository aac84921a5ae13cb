/** A patch as edits of Terraform code: of the document where it is written, of a setting, or as a new resource beside what it is of. */
import type { Block as NewBlock } from '../../../reporters/text/hcl.js';
import { Expression, valueText } from '../../../reporters/text/hcl.js';
import { keyText } from '../../../sources/terraform/address.js';
import type { Block } from '../../../sources/terraform/source/hcl/ast.js';
import type { ModuleInstance } from '../../../sources/terraform/source/module-instance.js';
import type { CodeAt, Found, OpenedCode } from '../../../sources/terraform/source/opened-code.js';
import { textOf } from '../../../sources/terraform/values.js';
import { indexOf } from '../../change/settings.js';
import type { FixPatch, JsonObject } from '../../model.js';
import { withAddedStatements } from '../added-statements.js';
import { changesOf } from '../changes.js';
import { readSource } from '../read-source.js';
import type { TextEdit } from '../text-node.js';
import { behind, insideOf, newBlock, overlaidBlock, type HclText } from './blocks.js';
import { argumentAt, isOnce, writtenAt, type Written } from './follow.js';
import { namesIn } from './names.js';
import { bucketNameOf, inBlocks, settingCode } from './settings.js';
import { hclText, hclValue } from './spell.js';
import { statementEdits } from './statement-blocks.js';
import { heredocSource, hclSource, treeOf } from './tree.js';

/** The text of a file, by its name in the input. */
export type TextOf = (file: string) => string | null;

export type HclEdits =
  | { readonly file: string; readonly edits: readonly TextEdit[] }
  /** Why a person has to do it; goes on after "here it is". */
  | { readonly byHand: string };

function byHand(what: string): HclEdits {
  return { byHand: what };
}

/** @param at the document, or what it depends on where there is none yet */
export function hclEdits(at: CodeAt, patch: FixPatch, textOf: TextOf): HclEdits {
  const found = at.code.found.get(at.address);
  if (found === undefined) return byHand('not in the code that was given');
  if (found.block.at.file.endsWith('.json')) return byHand('Terraform code in JSON');
  const work = { ...at, found, textOf };
  const { target, previous, operation } = patch;
  if (operation === 'remove-statement' && target.part === null) return byHand('to be taken off');
  if (target.kind === 'setting') return ofSetting(work, patch);
  if (target.kind === 'replication-configuration') return ofRules(work, patch);
  return previous === null ? newDocument(work, patch) : ofDocument(work, patch, previous);
}

interface Work extends CodeAt {
  readonly found: Found;
  readonly textOf: TextOf;
}

function hclIn(
  { code, textOf, address }: Work,
  file: string,
  module: ModuleInstance,
  users: readonly string[] = [],
): HclText | null {
  const text = textOf(file);
  return text === null ? null : { text, spans: code.spans, names: namesIn(code, module, [address, ...users]) };
}

// ---- documents ------------------------------------------------------------------------------------------------------

function ofDocument(work: Work, patch: FixPatch, before: JsonObject): HclEdits {
  const { found } = work;
  const written = writtenAt(found, documentPath(work, patch));
  if (written === null) return withArgument(work, patch);
  if (written.kind === 'open') return byHand(written.what);
  const values = { before, after: patch.document };
  const beside = withAddedStatements(values);
  const own =
    inWritten(work, written, values) ?? (beside === null ? null : inWritten(work, written, { before, after: beside }));
  return own ?? byHand('an expression that an edit cannot be put into');
}

/** The argument that holds the document, where only its resource is known. */
function documentPath({ found, path }: Work, { target }: FixPatch): readonly (string | number)[] {
  if (typeof path.at(-1) === 'string') return path;
  const isTrust = target.kind === 'trust-policy';
  if (!found.id.startsWith('awscc_')) return [...path, isTrust ? 'assume_role_policy' : 'policy'];
  if (isTrust) return [...path, 'assume_role_policy_document'];
  return [...path, target.kind === 'key-policy' ? 'key_policy' : 'policy_document'];
}

interface Values {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

function inWritten(work: Work, written: Exclude<Written, { readonly kind: 'open' }>, values: Values): HclEdits | null {
  if (written.kind === 'file') return inFile(work, written.path, values);
  const node = written.kind === 'blocks' ? written.block : written.expression;
  const { file } = node.at;
  const users =
    written.kind === 'blocks'
      ? [`${work.code.found.get(work.address)?.module.context.prefix ?? ''}${written.module.path}${written.id}`]
      : [];
  const hcl = hclIn(work, file, written.module, users);
  if (hcl === null) return null;
  const edits =
    written.kind === 'blocks'
      ? statementEdits(hcl, written.block, values)
      : written.kind === 'object'
        ? inObject(hcl, written, values)
        : inHeredoc(hcl, written, values);
  return edits === null ? null : { file, edits };
}

type InPlace = Extract<Written, { readonly kind: 'object' | 'text' }>;

function inObject(
  { text, spans, names }: HclText,
  { expression }: InPlace,
  values: Values,
): readonly TextEdit[] | null {
  const root = treeOf(expression, spans);
  return changesOf(hclSource(text, root, names), root, values);
}

function inHeredoc(
  { text, spans, names }: HclText,
  { expression }: InPlace,
  values: Values,
): readonly TextEdit[] | null {
  const source = heredocSource(text, spans.get(expression) ?? [0, 0], names);
  return source === null ? null : changesOf(source, source.root, values);
}

/** Nothing in the file is evaluated: what has no name in it is not written into it. */
function inFile({ textOf }: Work, path: string, values: Values): HclEdits | null {
  const text = textOf(path);
  const source =
    text === null ? null : readSource(text, (value) => (hclValue(value, []) === undefined ? undefined : value));
  const edits = source === null || source.form !== 'json' ? null : changesOf(source, source.root, values);
  return edits === null ? null : { file: path, edits };
}

/** The document is AWS's own as long as the code says none. */
function withArgument(work: Work, patch: FixPatch): HclEdits {
  const { found } = work;
  const path = documentPath(work, patch);
  const [, holder] = argumentAt(found.block, path);
  const name = path.findLast((step) => typeof step === 'string');
  const hcl = hclIn(work, found.block.at.file, found.module);
  const value = hcl === null ? undefined : hclValue(patch.document, hcl.names);
  if (hcl === null || value === undefined || name === undefined || holder === 'dynamic' || path.length !== 1)
    return byHand('not written in the code');
  return {
    file: found.block.at.file,
    edits: insideOf(hcl, holder, `${name} = jsonencode(${hclText(value, true)})`),
  };
}

// ---- new resources --------------------------------------------------------------------------------------------------

function newDocument(work: Work, patch: FixPatch): HclEdits {
  const { found } = work;
  const { kind, name } = patch.target;
  const hcl = hclIn(work, found.block.at.file, found.module, ofOwn(work, patch));
  const value = hcl === null ? undefined : hclValue(patch.document, hcl.names);
  if (hcl === null || value === undefined || !isOnce(found.module, found.id, found.block))
    return byHand('not there yet, and what it names has no name in this code');
  const policy = new Expression(`jsonencode(${valueText(value, '  ')})`);
  if (kind === 'bucket-policy' && isBucket(found))
    return beside(work, hcl, { head: 'aws_s3_bucket_policy', values: { bucket: named(found, 'id'), policy } });
  if (kind !== 'role-policy' || patch.policy?.kind !== 'inline' || found.id.split('.')[0] !== 'aws_iam_role')
    return byHand('not there yet');
  if (found.block.body.blocks.some(({ type }) => type === 'inline_policy')) {
    const lines = `inline_policy {\n  name   = ${hclText(name ?? '', false)}\n  policy = ${policy.text}\n}`;
    return { file: found.block.at.file, edits: insideOf(hcl, found.block, lines) };
  }
  return beside(work, hcl, {
    head: 'aws_iam_role_policy',
    values: { name: name ?? '', role: named(found, 'name'), policy },
  });
}

/** Inside of the role itself, nothing can be named that is made from the role; beside it, everything can. */
function ofOwn({ found, address }: Work, { target }: FixPatch): readonly string[] {
  return target.kind === 'role-policy' && found.block.body.blocks.some(({ type }) => type === 'inline_policy')
    ? [address]
    : [];
}

function isBucket({ id }: Found): boolean {
  return id.startsWith('aws_s3_bucket.');
}

function named({ id, repetition }: Found, attribute: string): Expression {
  return new Expression(`${id}${keyText(repetition.key)}.${attribute}`);
}

/** Behind the bucket or role that it is of, by the same provider. */
function beside({ code, found }: Work, hcl: HclText, { head: type, values, blocks }: NewBlock): HclEdits {
  const provider = found.block.body.attributes.get('provider');
  const [start, end] = provider === undefined ? [0, 0] : (code.spans.get(provider.value) ?? [0, 0]);
  const own = provider === undefined ? {} : { provider: new Expression(hcl.text.slice(start, end)) };
  const head = `resource "${type}" "${freeLabel(found.module, type, found.block)}"`;
  return {
    file: found.block.at.file,
    edits: behind(hcl, found.block, {
      head,
      values: { ...own, ...values },
      ...(blocks === undefined ? {} : { blocks }),
    }),
  };
}

/** As what it is of is called, if nothing is called so. */
function freeLabel({ config }: ModuleInstance, type: string, { labels }: Block): string {
  const [, label = 'replint'] = labels;
  let name = label;
  for (let number = 2; config.resources.has(`${type}.${name}`); number += 1) name = `${label}_${number}`;
  return name;
}

// ---- settings -------------------------------------------------------------------------------------------------------

function ofSetting(work: Work, patch: FixPatch): HclEdits {
  const { code, found } = work;
  const setting = settingCode(patch);
  if (setting === null) return byHand('a setting that this code has no argument for');
  const own = setting.holder === null ? found : settingOf(code, setting.type, bucketNameOf(patch));
  if (own !== null && own.id.split('.')[0] === setting.type) {
    const hcl = hclIn(work, own.block.at.file, own.module);
    const edits =
      hcl === null || !isOnce(own.module, own.id, own.block) ? null : overlaidBlock(hcl, own.block, setting.values);
    return edits === null
      ? byHand('an expression that an edit cannot be put into')
      : { file: own.block.at.file, edits };
  }
  if (!setting.canBeNew || !isBucket(found) || !isOnce(found.module, found.id, found.block))
    return byHand('not there yet, and the bucket is not made here');
  if (found.block.body.blocks.some(({ type }) => type === patch.target.name))
    return byHand('a block of the bucket itself');
  const hcl = hclIn(work, found.block.at.file, found.module);
  const added = hcl === null ? null : newBlock(setting.type, setting.values, hcl.names);
  if (hcl === null || added === null) return byHand('not there yet');
  return beside(work, hcl, { ...added, values: { bucket: named(found, 'id'), ...added.values } });
}

/** The resource of that type that is of the bucket. */
function settingOf({ found }: OpenedCode, type: string, bucket: string): Found | null {
  for (const each of found.values())
    if (
      each.id.startsWith(`${type}.`) &&
      textOf(each.module.values(each.id, each.block, each.repetition)['bucket']) === bucket
    )
      return each;
  return null;
}

// ---- replication rules ----------------------------------------------------------------------------------------------

function ofRules(work: Work, patch: FixPatch): HclEdits {
  const { found } = work;
  const configuration = settingOf(work.code, 'aws_s3_bucket_replication_configuration', bucketNameOf(patch));
  if (configuration === null) return byHand(isBucket(found) ? 'a block of the bucket itself' : 'not in this code');
  const { module, id, block } = configuration;
  const hcl = hclIn(work, block.at.file, module);
  const isDynamic = block.body.blocks.some(({ type }) => type === 'dynamic');
  if (hcl === null || isDynamic || !isOnce(module, id, block))
    return byHand('made by a dynamic block, or several times');
  const rules = block.body.blocks.filter(({ type }) => type === 'rule');
  const edits: TextEdit[] = [];
  for (const { part, value } of patch.changes) {
    const holder = part === null ? block : rules[indexOf(part)];
    const values = inBlocks(value);
    const own = holder === undefined || values === null ? null : overlaidBlock(hcl, holder, values);
    if (own === null) return byHand('an expression that an edit cannot be put into');
    for (const each of own) edits.push(each);
  }
  return { file: block.at.file, edits };
}
