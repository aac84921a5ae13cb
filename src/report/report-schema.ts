/** A report's shape, as far as a baseline or a diff reads it. What a later version adds is let through. Loaded only where a report is read. */
import * as z from 'zod';
import { aspects, levels, objectClasses, verdicts } from './model.js';
import { patchOperations, patchOwners, patchTargetKinds } from './patch.js';

const text = z.string();
const texts = z.array(text);
const mayBeNull = text.nullable();
const verdict = z.enum(verdicts);
function verdictsOf<Name extends string>(names: readonly Name[]) {
  return z.looseObject(Object.fromEntries(names.map((name) => [name, verdict])));
}

const bucket = z.looseObject({ bucket: text, account: mayBeNull, region: mayBeNull });

const policy = z.looseObject({ kind: text, name: text, statement: mayBeNull, sid: mayBeNull.optional(), effect: text });

const finding = z.looseObject({
  rule: text,
  level: z.enum(levels),
  kind: z.enum(['problem', 'unknown']),
  message: text,
  help: text,
  account: mayBeNull,
  region: mayBeNull,
  resource: text,
  sourceBucket: mayBeNull,
  replicationRule: mayBeNull,
  permission: z.looseObject({ principal: text, action: text, cause: text, policies: z.array(policy) }).nullable(),
  failureReasons: texts,
  fingerprint: text,
  patches: texts.optional(),
  suppressed: z
    .looseObject({
      kind: z.enum(['configuration', 'baseline']).optional(),
      reason: text,
      expires: mayBeNull,
      owner: mayBeNull,
    })
    .nullable(),
});

const entry = z.looseObject({
  source: bucket,
  destination: bucket.nullable(),
  replicationRule: z.looseObject({ id: mayBeNull, index: z.number(), status: text }).nullable(),
  role: mayBeNull,
  verdict,
  because: texts,
  byObjectClass: verdictsOf(objectClasses),
  aspects: verdictsOf(aspects),
});

/** Reports of earlier versions have none. */
const patch = z.looseObject({
  id: text,
  account: mayBeNull,
  owner: z.enum(patchOwners),
  target: z.looseObject({ kind: z.enum(patchTargetKinds), resource: text, name: mayBeNull, part: mayBeNull }),
  operation: z.enum(patchOperations),
  value: z.record(text, z.unknown()).nullable(),
  decision: z.boolean(),
  narrows: z.boolean(),
});

export const reportSchema = z.looseObject({
  input: z.looseObject({ collectedAt: mayBeNull.optional(), gaps: texts.optional() }),
  findings: z.array(finding),
  replication: z.array(entry),
  patches: z.array(patch).optional(),
});
