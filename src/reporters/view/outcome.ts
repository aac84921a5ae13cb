/** What becomes of the objects of a replication rule, in a few words: for a row of an overview. */
import { listed } from '../../basics/counted.js';
import { isKms, objectClasses, type ReplicationEntry, type Verdict } from '../../report/model.js';

export interface OutcomeOptions {
  /** Annotations are new and rare: nobody is told of them who did not ask. */
  readonly annotations: boolean;
}

/** `KMS objects fail, others arrive · deletes: not replicated`. Empty where everything arrives. */
export function outcomeText(entry: ReplicationEntry, options: OutcomeOptions): string {
  return [objectsText(entry), assumedText(entry), ...partTexts(entry, options)]
    .filter((text) => text !== '')
    .join(' · ');
}

function objectsText(entry: ReplicationEntry): string {
  const { verdict, byObjectClass, impact } = entry;
  const plain = byObjectClass['SSE-S3'];
  const kms = byObjectClass['SSE-KMS'];
  switch (verdict) {
    case 'fails':
      if (plain === 'replicates' && isBad(kms)) return 'KMS objects fail, others arrive';
      if (isBad(plain) && kms === 'replicates') return 'only KMS objects arrive';
      return 'no object arrives';
    case 'partly':
      return `${failingSet(entry)} fail`;
    case 'skipped':
      return objectClasses.every((name) => byObjectClass[name] === 'skipped')
        ? // Other rules take them, or its filter selects none: the finding says which.
          'no object is left to this rule'
        : `${objectClasses.some((name) => isKms(name) && byObjectClass[name] === 'skipped') ? 'KMS' : 'such'} objects, the bucket’s default, are passed over`;
    case 'disabled':
      return 'the replication rule is disabled';
    case 'unknown':
      // Which question is open cannot be said in fewer words.
      return (
        impact[0]?.replace(/(?: could not be read): [A-Za-z]+\.$/u, ' could not be read').replace(/\.$/u, '') ??
        'whether objects arrive is not known'
      );
    case 'replicates':
      return isBad(kms) ? 'objects uploaded with SSE-KMS fail, others arrive' : '';
  }
}

/** A service that fills the bucket may bring a key of its own. */
function assumedText({ assumptions }: ReplicationEntry): string {
  const texts = [
    ...(assumptions.includes('default-encryption')
      ? ['judged for the bucket’s default key, services may use another']
      : []),
    ...(assumptions.includes('bucket-owner-pays') ? ['assumes that it is not Requester Pays'] : []),
  ];
  return texts.join(', ');
}

/** Which objects fail: a set with a key of it as an example where a set says it, else the key alone. */
export function failingText(entry: ReplicationEntry): string {
  const { failing, counterexample } = entry;
  const example = counterexample === null || failing === undefined ? '' : ` (${counterexample}, for example)`;
  return `${failingSet(entry)}${example}`;
}

function failingSet({ failing, counterexample }: ReplicationEntry): string {
  if (failing === undefined)
    return counterexample === null ? 'some objects' : `some objects, such as ${counterexample},`;
  const prefixes = listed(failing.prefixes.map((prefix) => (prefix.endsWith('/') ? prefix : `${prefix}*`)));
  return failing.are === 'outside' ? `all objects outside ${prefixes}` : `all objects below ${prefixes}`;
}

function isBad(verdict: Verdict): boolean {
  return verdict === 'fails' || verdict === 'partly';
}

/** Of what arrives, which parts do not. Of a rule that brings nothing, nothing else needs to be said. */
function* partTexts({ verdict, aspects }: ReplicationEntry, { annotations }: OutcomeOptions): Iterable<string> {
  if (verdict === 'fails' || verdict === 'skipped' || verdict === 'disabled' || verdict === 'unknown') return;
  if (isBad(aspects.tags)) yield aspects.tags === 'fails' ? 'tags: lost' : 'tags: lost on some';
  if (isBad(aspects.deleteMarkers)) yield 'deletes: fail';
  else if (aspects.deleteMarkers === 'skipped') yield 'deletes: not replicated';
  if (isBad(aspects.replicaModifications)) yield 'changes on replicas: do not come back';
  if (annotations && isBad(aspects.annotations)) yield 'annotations: lost';
}
