/**
 * Patches as edits of the files that the input came from. A snapshot is edited wherever its facts change; a template at the document, or
 * beside it. What stands in a text otherwise than plainly is left to a person, who is told where.
 */
import type { Place } from '../../estate/locator.js';
import type { Reading } from '../../sources/adapter.js';
import type { InputFile } from '../../sources/input-file.js';
import { plainPath } from '../../sources/terraform/source/configuration.js';
import type { CodeAt } from '../../sources/terraform/source/opened-code.js';
import { placeAt } from '../../sources/json/place-at.js';
import type { State } from '../change/model.js';
import { indexOf } from '../change/settings.js';
import { isObject } from '../change/json-place.js';
import { inCloudFormation } from '../emit/resources.js';
import { resourceName } from '../emit/folder-names.js';
import type { FileEdit, FixPatch, JsonObject } from '../model.js';
import { withAddedStatements } from './added-statements.js';
import { changesOf, overlaid } from './changes.js';
import { insertedMembers } from './insert.js';
import { hclEdits } from './hcl/hcl-edits.js';
import { holderOf, pointersOf } from './places.js';
import { readSource } from './read-source.js';
import { spellingWith } from './spelling.js';
import { memberOf, nodesOf, type SourceText, type TextEdit, type TextNode } from './text-node.js';

export interface SourceInput {
  readonly reading: Reading;
  readonly patches: readonly FixPatch[];
  readonly before: State;
  readonly after: State;
}

export interface SourceOfPatch {
  /** Where the document stands, or what it depends on. */
  readonly place: Place | null;
  /** Empty where it is for a person to edit. */
  readonly edits: readonly FileEdit[];
  /** Why it is, where that can be said; goes on after "here it is". */
  readonly byHand?: string;
}

/** By the patch's id. */
export function sourcesOf(input: SourceInput): ReadonlyMap<string, SourceOfPatch> {
  const { reading, patches, before } = input;
  const texts = new Map((reading.files ?? []).flatMap(({ name, text }) => (text === null ? [] : [[name, text]])));
  const pointers = new Map(patches.map((patch) => [patch.id, pointerOf(before, patch)]));
  const places = reading.locator.placesOf([...pointers.values()].filter((pointer) => pointer !== null));
  const placeOf = ({ id }: FixPatch): Place | null => places.get(pointers.get(id) ?? '\0') ?? null;
  const ofFacts = reading.kind === 'snapshot' ? editsOfSnapshot(input, texts) : null;
  const sources = new Map<string, SourceText | null>();
  return new Map(
    patches.map((patch) => {
      const place = placeOf(patch);
      const file = place?.file ?? '';
      const text = texts.get(file);
      if (ofFacts !== null) return [patch.id, { place, edits: ofFacts.get(patch.id) ?? [] }];
      if (reading.codeAt !== undefined) {
        const at = reading.codeAt(pointers.get(patch.id) ?? '');
        return [patch.id, { place, ...ofCode(at, patch, reading.files ?? []) }];
      }
      if (place === null || text === undefined) return [patch.id, { place, edits: [] }];
      if (!sources.has(file)) sources.set(file, readSource(text, spellingWith(namesOf(text))));
      const source = sources.get(file) ?? null;
      const edits = source === null ? null : editsOf(source, place, patch);
      return [patch.id, { place, edits: inFile(edits ?? [], file, text) }];
    }),
  );
}

/** Places of code are names of files, or paths that it reads. */
function ofCode(
  at: CodeAt | null,
  patch: FixPatch,
  files: readonly InputFile[],
): Pick<SourceOfPatch, 'edits' | 'byHand'> {
  if (at === null) return { edits: [] };
  const fileOf = (name: string): InputFile | undefined =>
    files.find((file) => file.name === name || plainPath(file.name) === plainPath(name));
  const found = hclEdits(at, patch, (name) => fileOf(name)?.text ?? null);
  if ('byHand' in found) return { edits: [], byHand: found.byHand };
  const file = fileOf(found.file);
  return { edits: file?.text === undefined || file.text === null ? [] : inFile(found.edits, file.name, file.text) };
}

function pointerOf(before: State, patch: FixPatch): string | null {
  const [own] = patch.previous === null ? [] : pointersOf(before, patch);
  return own ?? holderOf(before, patch)?.pointer ?? null;
}

function inFile(edits: readonly TextEdit[], file: string, text: string): readonly FileEdit[] {
  return edits.map(({ start, end, text: inserted }) => {
    const from = placeAt(file, text, start);
    const to = placeAt(file, text, end);
    return {
      file,
      startLine: from.line,
      startColumn: from.column,
      endLine: to.line,
      endColumn: to.column,
      text: inserted,
    };
  });
}

// ---- snapshots ----------------------------------------------------------------------------------------------------

function editsOfSnapshot(
  { reading, patches, before, after }: SourceInput,
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, readonly FileEdit[]> {
  const [[file, text] = ['', '']] = texts;
  const source = readSource(text, (value) => value);
  const none = new Map<string, readonly FileEdit[]>();
  if (source === null || texts.size !== 1 || reading.facts !== before.facts) return none;
  const edits = changesOf(source, source.root, { before: before.facts, after: after.facts });
  if (edits === null) return none;
  const owners = patches.map((patch) => ({ id: patch.id, pointers: pointersOf(after, patch) }));
  const own = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    const id = nearest(edit.pointer, owners);
    own.set(id, [...(own.get(id) ?? []), edit]);
  }
  // What is made as part of something else has its edit in common with it.
  for (const { id, pointers } of owners) {
    const around = edits.filter((edit) => pointers.some((pointer) => `${pointer}/`.startsWith(`${edit.pointer}/`)));
    if (!own.has(id) && around.length > 0) own.set(id, around);
  }
  return new Map([...own].map(([id, list]) => [id, inFile(list, file, text)]));
}

/** The patch whose document has most of the way in common. */
function nearest(
  pointer: string,
  owners: readonly { readonly id: string; readonly pointers: readonly string[] }[],
): string {
  const steps = pointer.split('/');
  const common = (other: string): number => {
    const others = other.split('/');
    const end = steps.findIndex((step, index) => step !== others[index]);
    return end < 0 ? steps.length : end;
  };
  let best = { id: '', length: -1 };
  for (const { id, pointers } of owners)
    for (const each of pointers) if (common(each) > best.length) best = { id, length: common(each) };
  return best.id;
}

// ---- code and answers ---------------------------------------------------------------------------------------------

/** Names that a template refers to: its resources, its parameters, and what CloudFormation gives every template. */
function namesOf(text: string): (name: string) => boolean {
  const source = readSource(text, (value) => value);
  const sections = ['Resources', 'Parameters'].map((name) => memberOf(source?.root ?? null, name));
  return (name) =>
    sections.some((section) => section?.members.has(name) === true) ||
    (sections[0] !== null && /^AWS::(?:AccountId|Region|Partition|StackName)$/u.test(name));
}

function editsOf(source: SourceText, place: Place, patch: FixPatch): readonly TextEdit[] | null {
  const { target, previous, document, operation } = patch;
  if (operation === 'remove-statement' && target.part === null) return null;
  const isDocument = target.kind !== 'setting' && target.kind !== 'replication-configuration';
  if (isDocument && previous !== null) {
    const node = documentNode(source, place);
    if (node === null) return null;
    const beside = withAddedStatements({ before: previous, after: document });
    return (
      changesOf(source, node, { before: previous, after: document }) ??
      (beside === null ? null : changesOf(source, node, { before: previous, after: beside }))
    );
  }
  const resources = memberOf(source.root, 'Resources');
  const code = inCloudFormation(patch);
  if (resources === null || code === null) return null;
  if (isDocument) return code.isWhole ? newResource(source, resources, patch, code) : null;
  const resource = memberOf(resources, place.address.slice(place.address.lastIndexOf('/') + 1).split('.')[0] ?? '');
  const properties = memberOf(resource, 'Properties');
  if (properties === null || memberOf(resource, 'Type')?.value !== code.type) return null;
  return target.kind === 'setting' ? overlaid(source, properties, code.members) : ofRules(source, properties, patch);
}

/** At the place, or the value of the name at the place. */
function documentNode({ root, text }: SourceText, { line, column }: Place): TextNode | null {
  const offset = offsetOf(text, line, column);
  for (const node of nodesOf(root)) {
    if (node.start === offset && (node.kind === 'map' ? node.members.has('Statement') : node.kind === 'scalar'))
      return node;
    for (const { start, value } of node.members.values())
      if (start === offset && value.members.has('Statement')) return value;
  }
  return null;
}

function offsetOf(text: string, line: number, column: number): number {
  let offset = 0;
  for (let at = 1; at < line; at += 1) offset = text.indexOf('\n', offset) + 1;
  return offset + column - 1;
}

function newResource(
  source: SourceText,
  resources: TextNode,
  patch: FixPatch,
  { type, members }: { readonly type: string; readonly members: JsonObject },
): readonly TextEdit[] | null {
  const name = resourceName(patch);
  return insertedMembers(source, resources, [[name, { Type: type, Properties: members }]], () => '');
}

function ofRules(source: SourceText, properties: TextNode, { changes }: FixPatch): readonly TextEdit[] | null {
  const configuration = memberOf(properties, 'ReplicationConfiguration');
  if (configuration === null) return null;
  const edits: TextEdit[] = [];
  for (const { part, value } of changes) {
    const rules = part === null ? null : memberOf(configuration, 'Rules');
    const node = part === null ? configuration : (rules?.items[indexOf(part)] ?? null);
    const own = node === null || !isObject(value) ? null : overlaid(source, node, value);
    if (own === null) return null;
    for (const each of own) edits.push(each);
  }
  return edits;
}
