import { at } from '../build/answer.js';
import { EstateBuilder } from '../build/estate-builder.js';
import type { Origin } from '../../estate/fact.js';
import { FaultList } from '../faults/fault-list.js';
import { describeForeignInput } from '../faults/foreign-input.js';
import type { InputFault } from '../faults/invalid-input.js';
import { Join } from '../build/join.js';
import { findSpans, placesAt } from '../json/locate.js';
import type { Estate, Source } from '../../estate/model.js';
import { PolicyDocuments } from '../build/policy-documents.js';
import { Check } from '../shape.js';
import { type RawSnapshot, snapshotShape } from './snapshot-shape.js';
import { findSyntaxFault } from '../json/syntax-fault.js';

export interface SnapshotInput {
  /** Name for people: the path as given, `-` for standard input, `live` for a live account. */
  readonly name: string;
  readonly kind: 'snapshot' | 'live';
  /** The JSON text. */
  readonly text: string;
}

function parse(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function syntaxFault({ name, text }: SnapshotInput): InputFault {
  const { offset, message } = findSyntaxFault(text) ?? { offset: 0, message: 'This is not JSON.' };
  const place = placesAt(text, [offset]).get(offset) ?? { line: 1, column: 1 };
  return { file: name, pointer: '', ...place, message: text.trim() === '' ? 'This is empty.' : message };
}

/** The snapshot; null where it has faults, which are added to those of the other inputs. */
function parseSnapshot(input: SnapshotInput, source: number, faults: FaultList): RawSnapshot | null {
  const parsed = parse(input.text);
  if (parsed === null) {
    faults.addPlaced(source, syntaxFault(input));
    return null;
  }
  const look = describeForeignInput(parsed.value);
  if (look !== null) {
    faults.help = look.help ?? faults.help;
    faults.add({ source, pointer: '' }, look.message);
    return null;
  }
  const check = new Check();
  if (snapshotShape.isMet(parsed.value, check)) return parsed.value;
  for (const { pointer, message } of check.faults) faults.add({ source, pointer }, message);
  addPolicyFaults(parsed.value, source, faults);
  return null;
}

/** Members that hold a policy document as a text. */
const policyMembers = new Set(['Policy', 'PolicyDocument', 'AssumeRolePolicyDocument', 'Document', 'Content']);

/** What is wrong with policies in a snapshot that has other faults too: all is told at once. */
function addPolicyFaults(snapshot: unknown, source: number, faults: FaultList): void {
  const documents = new PolicyDocuments((origin, message) => faults.add(origin, message));
  const todo: { readonly value: unknown; readonly origin: Origin }[] = [
    { value: snapshot, origin: { source, pointer: '' } },
  ];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { value, origin } = next;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) {
      const place = at(origin, name);
      if (typeof member === 'string' && policyMembers.has(name)) documents.read(member, place);
      else todo.push({ value: member, origin: place });
    }
  }
}

/** An object in the input can hold a name twice, which `JSON.parse` hides. What a collector wrote cannot. */
function addTexts(documents: PolicyDocuments, inputs: readonly SnapshotInput[]): void {
  for (const [source, { kind, text }] of inputs.entries()) {
    const pointers = documents.objectsOf(source);
    if (kind === 'live' || pointers.length === 0) continue;
    const spans = findSpans(text, pointers);
    documents.addTexts(source, (pointer) => {
      const span = spans.get(pointer);
      return span === undefined ? null : text.slice(span.start, span.end);
    });
  }
}

/**
 * Snapshots, read, and joined into one estate.
 * @throws InvalidInput with every fault of every input and its place: an input that is no JSON or no snapshot, a broken one, or
 * several that contradict each other
 */
export function readSnapshots(inputs: readonly SnapshotInput[]): {
  readonly estate: Estate;
  readonly snapshots: readonly RawSnapshot[];
} {
  const faults = new FaultList(inputs);
  const parsed = inputs.map((input, source) => parseSnapshot(input, source, faults));
  faults.throwAny();
  const snapshots = parsed.filter((snapshot) => snapshot !== null);
  const sources = inputs.map(({ name, kind }, index): Source => ({
    name,
    kind,
    collectedAt: snapshots[index]?.collectedAt ?? null,
  }));
  const report = (origin: Origin, message: string): void => faults.add(origin, message);
  const documents = new PolicyDocuments(report);
  const builder = new EstateBuilder(documents, new Join(sources), report);
  for (const [source, snapshot] of snapshots.entries()) builder.addSnapshot(snapshot, source);
  faults.throwAny();
  addTexts(documents, inputs);
  return { estate: builder.build(sources), snapshots };
}
