/** An answer that breaks the shape, or holds a policy that is not JSON, loses itself alone: it counts as unreadable. */
import { shortList } from '../../basics/short-list.js';
import { Check, isObject, type JsonObject } from '../shape.js';
import { stepsOf } from '../json/json-pointer.js';
import { snapshotShape, type RawSnapshot } from '../snapshot/snapshot-shape.js';
import type { Mounts } from './mounts.js';

const mostRounds = 3;

/** @param notes - is told which */
export function dropBroken(facts: JsonObject, mounts: Mounts, notes: string[]): RawSnapshot | null {
  const broken: string[] = [];
  for (let round = 0; round < mostRounds; round += 1) {
    const check = new Check();
    const isMet = snapshotShape.isMet(facts, check);
    const policies = brokenPolicies(facts);
    if (isMet && policies.length === 0) {
      if (broken.length > 0) notes.push(`An answer that cannot be read counts as unreadable: ${shortList(broken, 5)}.`);
      return facts as RawSnapshot;
    }
    for (const { pointer, message } of [...check.faults, ...policies]) {
      const answer = mounts.answerAt(pointer);
      if (answer === null) continue;
      const { piece } = answer;
      if (replace(facts, answer.pointer, { Error: { Code: 'NotUnderstood', Message: message } }))
        broken.push(`${piece.file.name} (${message})`);
    }
  }
  return null;
}

/** False where it was replaced before. */
function replace(facts: JsonObject, pointer: string, error: JsonObject): boolean {
  const steps = stepsOf(pointer);
  const last = steps.at(-1);
  let parent: unknown = facts;
  for (const step of steps.slice(0, -1)) parent = (parent as Record<string, unknown>)[step];
  if (last === undefined || typeof parent !== 'object' || parent === null) return false;
  const holder = parent as Record<string, unknown>;
  const before = holder[last];
  if (isObject(before) && isObject(before['Error']) && before['Error']['Code'] === 'NotUnderstood') return false;
  holder[last] = error;
  return true;
}

const policyMembers = new Set(['Policy', 'PolicyDocument', 'AssumeRolePolicyDocument', 'Document', 'Content']);

function brokenPolicies(facts: JsonObject): readonly { readonly pointer: string; readonly message: string }[] {
  const faults: { pointer: string; message: string }[] = [];
  const todo: { readonly value: unknown; readonly pointer: string }[] = [{ value: facts, pointer: '' }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    for (const [name, member] of Object.entries(next.value)) {
      const pointer = `${next.pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (typeof member === 'object') todo.push({ value: member, pointer });
      else if (typeof member === 'string' && policyMembers.has(name) && !isJson(member))
        faults.push({ pointer, message: 'The policy is not JSON.' });
    }
  }
  return faults;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text.trimStart().startsWith('%') ? decodeURIComponent(text) : text);
    return true;
  } catch {
    return false;
  }
}
