/** One snapshot, parsed and checked. */
import { at } from '../build/answer.js';
import { PolicyDocuments } from '../build/policy-documents.js';
import type { Origin } from '../../estate/fact.js';
import type { Reading, ReadingFault } from '../adapter.js';
import { copyingNote, countCopying } from '../copying-jobs.js';
import { describeForeignFile } from '../faults/foreign-file.js';
import { describeForeignJson } from '../faults/foreign-json.js';
import { InputFile } from '../input-file.js';
import { jsonLocator, jsonTexts } from '../json/json-locator.js';
import { placeAt } from '../json/place-at.js';
import { repeatedMembers } from '../json/repeated-members.js';
import { Check } from '../shape.js';
import { snapshotShape } from './snapshot-shape.js';

export interface SnapshotInput {
  /** Name for people: the path as given, `-` for standard input, `live` for a live account. */
  readonly name: string;
  readonly kind: 'snapshot' | 'live';
  /** The JSON text. */
  readonly text: string;
}

const schemaHelp = 'Correct the places named above; schemas/replint-snapshot-1.schema.json describes the format.';

/** @param parsed of the text, by whoever looked at it before */
export function readSnapshotText(
  { name, kind, text }: SnapshotInput,
  parsed: { readonly value: unknown } | null = parse(text),
): Reading {
  const reading = { name, kind, locator: jsonLocator(name, text), facts: null, faults: [] };
  if (parsed === null || describeForeignJson(parsed.value) !== null) {
    const { message, help, place } = describeForeignFile(InputFile.ofText(name, text));
    return { ...reading, faults: [{ message, place }], help };
  }
  // What a collector wrote cannot hold a name twice.
  const repeated = kind === 'live' ? [] : repeatedFaults(name, text, parsed.value);
  if (repeated.length > 0) return { ...reading, faults: repeated, help: 'Keep one of the two.' };
  const check = new Check();
  if (!snapshotShape.isMet(parsed.value, check))
    return { ...reading, faults: [...check.faults, ...policyFaults(parsed.value)], help: schemaHelp };
  return {
    ...reading,
    facts: parsed.value,
    help: schemaHelp,
    notes: copyingNote(countCopying(parsed.value)),
    ...(kind === 'live' ? {} : { jsonTexts: (pointers) => jsonTexts(text, pointers) }),
  };
}

/** Policy documents have a grammar of their own, which speaks of names that stand twice. */
function repeatedFaults(file: string, text: string, value: unknown): readonly ReadingFault[] {
  return repeatedMembers(text, value, policyMembers).map(({ name, first, second }) => {
    const place = placeAt(file, text, second);
    const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 60)}…` : name);
    return {
      message: `${shown} stands twice in one object, first at line ${placeAt(file, text, first).line}: which of the two counts nobody can tell.`,
      place,
    };
  });
}

function parse(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Members that hold a policy document as a text. */
const policyMembers = new Set(['Policy', 'PolicyDocument', 'AssumeRolePolicyDocument', 'Document', 'Content']);

/** What is wrong with policies in a snapshot that has other faults too: all is told at once. */
function policyFaults(snapshot: unknown): readonly ReadingFault[] {
  const faults: ReadingFault[] = [];
  const documents = new PolicyDocuments(({ pointer }, message) => faults.push({ pointer, message }));
  const todo: { readonly value: unknown; readonly origin: Origin }[] = [
    { value: snapshot, origin: { source: 0, pointer: '' } },
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
  return faults;
}
