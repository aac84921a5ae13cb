/** Asking about some source buckets: the same answers about them as without the option, and none about the others. */
import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { auditOf } from '../../audit-of.js';
import { everyNth } from '../../tools/every-nth.js';

const estates = [
  'every-rule/estate.json',
  'demo/estate.json',
  'conformance/many-sources-one-destination/broken.json',
  'conformance/two-way-versioning/broken.json',
];

function estateIn(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/${file}`, import.meta.url), 'utf8'));
}

test.each(estates)('%s: bucket by bucket it is the same', (file) => {
  const estate = estateIn(file);
  const whole = auditOf(estate);
  const sources = [...new Set(whole.replication.map(({ source }) => source.bucket))];
  expect(sources.length).toBeGreaterThan(1);
  const stated = new Set<string>();
  const asked = file.startsWith('every-rule') ? everyNth(9, sources) : sources;
  for (const bucket of asked) {
    const { replication, findings } = auditOf(estate, { buckets: [bucket] });
    expect(replication).toEqual(whole.replication.filter(({ source }) => source.bucket === bucket));
    const about = (each: (typeof findings)[number]): boolean => each.sourceBucket === bucket;
    expect(findings.filter(about)).toEqual(whole.findings.filter(about));
    // What is shared is told in the same words, where the bucket takes part.
    const known = new Map(whole.findings.map((finding) => [finding.fingerprint, finding]));
    for (const finding of findings.filter(({ sourceBucket, kind }) => sourceBucket === null && kind === 'problem')) {
      expect(finding).toEqual(known.get(finding.fingerprint));
    }
    expect(findings.filter(({ sourceBucket }) => sourceBucket !== null && sourceBucket !== bucket)).toEqual([]);
    for (const { fingerprint } of findings) stated.add(fingerprint);
  }
  const problems = whole.findings.filter(
    ({ kind, sourceBucket }) => kind === 'problem' && asked.includes(sourceBucket ?? ''),
  );
  expect(problems.filter(({ fingerprint }) => !stated.has(fingerprint))).toEqual([]);
});
