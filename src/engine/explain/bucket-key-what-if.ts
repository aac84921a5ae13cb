/** What switching S3 Bucket Keys does to a replication rule, in one plain sentence. */
import type { PairFacts } from '../../replication/model.js';
import type { ExplainedRequest } from '../../report/explanation.js';
import type { Verdict } from '../../report/model.js';

interface Change {
  readonly to: 'on' | 'off';
  readonly isKms: boolean;
  /** As the settings are in the input. */
  readonly facts: PairFacts;
  readonly before: Verdict;
  readonly after: Verdict;
  /** Requests that keep the object from arriving after the change. */
  readonly failing: readonly ExplainedRequest[];
}

export function bucketKeySentence({ to, isKms, facts, before, after, failing }: Change): string {
  if (!isKms) return 'Bucket Keys matter only for SSE-KMS objects: ask for the object class SSE-KMS.';
  const wanted = to === 'on';
  if (facts.sourceBucketKey === wanted && facts.destinationBucketKey === wanted)
    return `Bucket Keys are ${to} already, at the source and at the destination: nothing would change.`;
  const change = `Switching S3 Bucket Keys ${to}, at the source and at the destination,`;
  const [first] = failing;
  const where =
    first === undefined
      ? ''
      : ` at step ${first.step}, ${first.action}, whose encryption context would be the ${first.encryptionContext ?? 'same'}`;
  if (before === after) return `${change} changes nothing: the verdict stays "${before}".`;
  if (before === 'replicates')
    return after === 'unknown'
      ? `${change} puts replication in doubt: objects arrive today, but whether they would afterwards is not decided${where}.`
      : `${change} would break this: objects arrive today, new ones would fail${where}.`;
  if (after === 'replicates') return `${change} would fix this: the verdict today is "${before}".`;
  return `${change} turns the verdict from "${before}" into "${after}"${where}.`;
}
