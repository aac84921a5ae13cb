/** From what single findings ask for to the patches of a report: one for each place, operation and cause. */
import { hash } from 'node:crypto';
import { nameStandIns } from '../../basics/stand-in.js';
import type { Patch } from '../../report/patch.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import { joinedStatements, type JsonObject } from './statements.js';

export function patchIdOf({ account, target, operation, cause }: PatchDraft): string {
  const { kind, resource, name, part } = target;
  const parts = [account, kind, resource, name, part, operation, cause].join('\u0000');
  return hash('sha256', nameStandIns(parts)).slice(0, 16);
}

/** Drafts of one id joined: all statements that are missing, all settings that are to change. Sorted by id. */
export function patchesOf(drafts: Iterable<PatchDraft>): readonly Patch[] {
  const byId = new Map<string, PatchDraft[]>();
  for (const draft of drafts) {
    const id = patchIdOf(draft);
    const list = byId.get(id);
    if (list === undefined) byId.set(id, [draft]);
    else list.push(draft);
  }
  return [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, alike]) => joined(id, alike));
}

function joined(id: string, drafts: readonly PatchDraft[]): Patch {
  const [first] = drafts;
  if (first === undefined) throw new TypeError('a patch without a draft');
  const { account, owner, target, operation } = first;
  return {
    id,
    account,
    owner,
    target,
    operation,
    value: joinedValue(drafts),
    decision: drafts.some(({ decision }) => decision),
    narrows: drafts.some(({ narrows }) => narrows),
  };
}

/** An owner who has to choose a value for one finding chooses it for all. */
function joinedValue(drafts: readonly PatchDraft[]): JsonObject | null {
  const values = [...new Set(drafts.map(({ value }) => value))];
  const known = values.filter((value) => value !== null);
  if (known.length < values.length || drafts[0] === undefined) return null;
  const [first = {}, ...others] = known;
  if (others.length === 0) return first;
  if (drafts[0].operation === 'add-statement')
    return { Statement: joinedStatements(known.flatMap(({ Statement: added }) => added as readonly JsonObject[])) };
  return others.reduce<JsonObject>(mergedObjects, first);
}

/** Members of both; of two that are no objects, the later stands. */
function mergedObjects(one: JsonObject, other: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const before = merged[name];
    merged[name] = isObject(before) && isObject(value) ? mergedObjects(before, value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
