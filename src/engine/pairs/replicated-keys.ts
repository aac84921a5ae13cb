/**
 * Keys of the objects that a job replicates for sure: those that its filter names and that a replication rule of the bucket selects.
 * Source: S3 API Reference, KeyNameConstraint; S3 User Guide, "Replicating existing objects with Batch Replication".
 */
import { valueOf } from '../../estate/fact.js';
import type { KeyNames } from '../../estate/batch-job.js';
import type { Bucket } from '../../estate/model.js';
import {
  concatGlobs,
  everyKey,
  type Glob,
  intersection,
  literalGlob,
  ofGlobs,
  parseGlob,
  type StringSet,
  union,
} from '../../policy/strings/index.js';
import { contradictionOf, filterOf, isEnabled } from '../../replication/configuration/selection.js';
import { selectedKeys } from './selected-keys.js';

const rest = parseGlob('*');

/** How lists of different kinds are joined is not documented: what fits all of them is meant in any case. */
export function replicatedKeys({ prefixes, suffixes, parts }: KeyNames, bucket: Bucket | null): StringSet {
  return intersection(
    everyKey,
    anyOf(prefixes, (text) => concatGlobs(literalGlob(text), rest)),
    anyOf(suffixes, (text) => concatGlobs(rest, literalGlob(text))),
    anyOf(parts, (text) => concatGlobs(concatGlobs(rest, literalGlob(text)), rest)),
    selectedIn(bucket),
  );
}

function anyOf(texts: readonly string[], globOf: (text: string) => Glob): StringSet {
  return texts.length === 0 ? everyKey : ofGlobs(texts.map(globOf));
}

/** Of what no rule selects nothing is replicated, with or without the permission. */
function selectedIn(bucket: Bucket | null): StringSet {
  const rules = (bucket === null ? undefined : valueOf(bucket.replication))?.Rules.filter(isEnabled) ?? [];
  if (rules.length === 0) return everyKey;
  return union(
    ...rules.map((rule) => {
      const filter = filterOf(rule);
      return selectedKeys({ ...filter, taken: [], isEmpty: contradictionOf(filter) !== null });
    }),
  );
}
