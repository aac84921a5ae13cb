/**
 * Files with several answers, about more than one bucket: neither the name of the file nor what else stands in it says which answer is about
 * which bucket.
 */
import { bucketOfArn } from '../../../estate/arn.js';
import type { InputFile } from '../../input-file.js';
import { isObject } from '../../shape.js';
import { subjectOf } from '../operations.js';
import type { Piece } from '../pieces.js';
import { policyIsOf } from './policy-owner.js';

export function mixedFiles(pieces: readonly Piece[]): ReadonlySet<InputFile> {
  const byFile = new Map<InputFile, Piece[]>();
  for (const piece of pieces) {
    if (!piece.isOneOfSeveral) continue;
    const ofFile = byFile.get(piece.file) ?? [];
    byFile.set(piece.file, ofFile);
    ofFile.push(piece);
  }
  return new Set([...byFile].filter(([, ofFile]) => isMixed(ofFile)).map(([file]) => file));
}

function isMixed(pieces: readonly Piece[]): boolean {
  const silent = pieces.filter(({ operations: [first] }) => first !== undefined && subjectOf(first) === 'bucket');
  const operations = silent.map(({ operations: [first] }) => first);
  const named = new Set(silent.flatMap(bucketNamed));
  return (
    new Set(operations).size < operations.length ||
    named.size > 1 ||
    silent.flatMap(destinations).some((name) => named.has(name))
  );
}

function bucketNamed({ operations, value }: Piece): readonly string[] {
  const of = operations.includes('GetBucketPolicy') ? policyIsOf(value) : null;
  return of === null || of === 'key' ? [] : [of.bucket];
}

function destinations({ value: { ReplicationConfiguration: configuration } }: Piece): readonly string[] {
  const rules = isObject(configuration) ? configuration['Rules'] : undefined;
  return (Array.isArray(rules) ? (rules as readonly unknown[]) : []).flatMap((rule) => {
    const destination = isObject(rule) ? rule['Destination'] : undefined;
    const arn = isObject(destination) ? destination['Bucket'] : undefined;
    return typeof arn === 'string' ? (bucketOfArn(arn)?.name ?? []) : [];
  });
}
