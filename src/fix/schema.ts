/** The shape of `replint-fix/1`: for its JSON Schema, and for whoever reads one. */
import * as z from 'zod';
import { levels, verdicts } from '../report/model.js';
import { patchOperations, patchOwners, patchTargetKinds } from '../report/patch.js';
import { remainingReasons } from './model.js';

const text = z.string();
const texts = z.array(text);
const mayBeNull = text.nullable();
const object = z.record(text, z.unknown());
const operation = z.enum(patchOperations);

const change = z.strictObject({
  operation,
  part: mayBeNull,
  value: object,
  why: texts.describe('Messages of the findings.'),
  decision: z.boolean(),
});

const patch = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{16}$/u),
  account: mayBeNull.describe('Account that owns what changes; null = not known.'),
  owner: z.enum(patchOwners),
  target: z.strictObject({ kind: z.enum(patchTargetKinds), resource: text, name: mayBeNull, part: mayBeNull }),
  operation,
  value: object.describe('By operation, as in the patches of a report.'),
  document: object.describe('The new document or setting, whole.'),
  previous: object.nullable().describe('What was audited, whole; null = there was none.'),
  before: z
    .string()
    .regex(/^(?:absent|sha256:[0-9a-f]{64})$/u)
    .describe('Digest of `previous`, as `jq -S -c . FILE | sha256sum` prints it.'),
  changes: z.array(change),
  mends: texts.describe('Fingerprints of findings.'),
  decision: z.boolean().describe('An owner must decide first.'),
  narrows: z.boolean().describe('Takes access away.'),
  step: z.int().describe('Place in the order, 1 first.'),
  waitsFor: texts.describe('Ids of patches that have to be in place before.'),
  commands: texts.describe('Bash, one after the other: the first fails where the document has changed since.'),
  policy: z
    .strictObject({ kind: z.enum(['inline', 'managed', 'organization']), arn: mayBeNull, isNew: z.boolean() })
    .nullable(),
  size: z
    .strictObject({
      is: z.int(),
      limit: z.int(),
      unit: z.enum(['characters without white space', 'characters', 'bytes']),
    })
    .nullable(),
  place: z
    .strictObject({ file: text, line: z.int(), column: z.int(), address: text })
    .optional()
    .describe('Where the document stands in the input, or what it depends on.'),
  edits: z
    .array(
      z.strictObject({
        file: text,
        startLine: z.int(),
        startColumn: z.int(),
        endLine: z.int(),
        endColumn: z.int(),
        text,
      }),
    )
    .optional()
    .describe(
      'The same change as edits of the files of the input: 1-based, columns in UTF-16 code units, ends exclusive.',
    ),
  byHand: text
    .optional()
    .describe(
      'Why there are no edits, where code says the document in a way that is not edited; follows on "here it is".',
    ),
});

const verdict = z.enum(verdicts);
const beyond = z.array(z.strictObject({ patch: text, why: text }));

const pair = z.strictObject({
  source: text,
  destination: mayBeNull,
  replicationRule: mayBeNull,
  index: z.int(),
  before: verdict,
  after: verdict,
});

const remaining = z.strictObject({
  fingerprint: text,
  rule: text,
  level: z.enum(levels),
  reason: z.enum(remainingReasons),
  why: text,
  message: text,
  help: text,
  account: mayBeNull,
  resource: text,
});

export const fixSchema = z.strictObject({
  format: z.literal('replint-fix/1'),
  tool: z.strictObject({ name: z.literal('replint'), version: text }),
  input: z.strictObject({ kind: text, files: texts, collectedAt: mayBeNull }),
  verified: z.boolean().describe('Audited again with all patches, every pair below replicates.'),
  proof: z.strictObject({
    newFindings: texts,
    beyondNeed: beyond,
    notCompared: beyond,
    leftOut: z.int().describe('Suggested patches without which all holds, too.'),
    harden: z
      .strictObject({
        verdictsKept: z.boolean().describe('With both sets every verdict is what it is with the first.'),
        newFindings: texts,
        notCompared: texts.describe('All other patches allow nothing that the documents did not allow before.'),
        leftOut: z.int(),
      })
      .optional(),
  }),
  pairs: z.array(pair),
  patches: z.array(patch),
  harden: z.array(patch).optional().describe('A second set, to be made later: what is too broad.'),
  cases: z
    .array(
      z.strictObject({
        when: text,
        verified: z.boolean(),
        pairs: z.array(pair),
        patches: z.array(patch),
        remaining: z.array(remaining),
      }),
    )
    .optional()
    .describe(
      'Where conditions of the code have no value: the fix of each case. All else is that of the case that takes most.',
    ),
  remaining: z.array(remaining),
  afterwards: z.array(
    z.strictObject({
      what: z.enum(['test-object', 'batch-replication', 'leftovers']),
      account: mayBeNull,
      region: mayBeNull,
      bucket: text,
      text,
      documents: z.record(text, object),
      commands: texts,
    }),
  ),
  notices: texts,
});

/** For editors and other tools. */
export function fixJsonSchema(): object {
  return z.toJSONSchema(fixSchema, { target: 'draft-2020-12' });
}
