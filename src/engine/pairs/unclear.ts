/** What this program cannot read in a replication rule or its source bucket: said, and never passed over. */
import { addressesIn } from '../../basics/stand-in.js';
import { valueOf } from '../../estate/fact.js';
import { unresolvedQuestion } from '../../policy/index.js';
import type { Unanswered } from '../../policy/model.js';
import { doubtsAbout } from '../../replication/configuration/doubts.js';
import type { Unfamiliar } from '../../replication/configuration/unfamiliar.js';
import type { Aspect } from '../../report/model.js';
import type { PairBase } from '../shapes/subjects.js';

/** Questions on which everything about the pair depends; none where every part of the rule is known. */
export function unclearQuestions(pair: PairBase): readonly Unanswered[] {
  const own = pair.unfamiliar.filter(({ bearsOn }) => bearsOn === 'objects').map((part) => questionOf(pair, part));
  return [...own, ...takenQuestion(pair), ...algorithmQuestion(pair)];
}

/** Questions on which no more than an aspect, or nothing that is judged, depends. */
export function unclearAspectQuestions(pair: PairBase): readonly Unanswered[] {
  return pair.unfamiliar.filter(({ bearsOn }) => bearsOn !== 'objects').map((part) => questionOf(pair, part));
}

export function isUnclearAspect({ unfamiliar }: PairBase, aspect: Aspect): boolean {
  return unfamiliar.some(({ bearsOn }) => bearsOn === aspect);
}

/** `replication rule "everything"`, or its place where it has no ID. */
export function replicationRuleName({ id, index }: { readonly id: string | null; readonly index: number }): string {
  return id === null ? `replication rule number ${index + 1}` : `replication rule "${id}"`;
}

/**
 * What S3 hardly accepts, in any rule of a configuration that code asks for: what S3 or AWS Config holds was accepted.
 * The first few say enough.
 */
export function doubtQuestions(pair: PairBase): readonly Unanswered[] {
  const kind = pair.estate.sources[pair.origin.source]?.kind ?? '';
  if (!mayBeUnseen.has(kind)) return [];
  const { inCode, anywhere } = doubtsAbout(pair.configuration);
  const doubts = isCode.has(kind) ? inCode : anywhere;
  return doubts.slice(0, 5).map(({ index, path, what }) => ({
    cause: 'undocumented',
    id: `may-be-refused:${pair.source.name}:${index}:${path}`,
    what: `The ${replicationRuleName({ id: pair.configuration.Rules[index]?.ID ?? null, index })} of ${pair.source.name} ${what}. Whether S3 accepts the configuration is not known.`,
    how: 'Leave that out, or store the configuration and look whether S3 refuses it.',
  }));
}

/** Inputs that can hold a configuration that S3 has not seen. */
const mayBeUnseen: ReadonlySet<string> = new Set([
  'snapshot',
  'aws-cli',
  'cloudformation',
  'terraform-plan',
  'terraform-source',
]);
const isCode: ReadonlySet<string> = new Set(['cloudformation', 'terraform-plan', 'terraform-source']);

function questionOf(pair: PairBase, { path, value }: Unfamiliar): Unanswered {
  const addresses = addressesIn(value ?? '');
  if (addresses.length > 0) {
    const what = `What the ${replicationRuleName(pair)} of ${pair.source.name} does (${path})`;
    return unresolvedQuestion(`setting:${pair.source.name}:${pair.index}:${path}`, what, addresses);
  }
  const what =
    value === null
      ? `has ${path}, which this version of replint does not know`
      : `has a value of ${path} that this version of replint does not know (${value.slice(0, 80)})`;
  return {
    cause: 'undocumented',
    id: `unfamiliar:${pair.source.name}:${pair.index}:${path}`,
    what: `The ${replicationRuleName(pair)} of ${pair.source.name} ${what}.`,
    how: 'Look for a newer version of replint, or upload one object and look at its replication status and its replica.',
  };
}

function takenQuestion({ selected: { mayBeTakenBy }, source, ...pair }: PairBase): readonly Unanswered[] {
  if (mayBeTakenBy === null) return [];
  return [
    {
      cause: 'undocumented',
      id: `may-be-taken:${source.name}:${pair.index}`,
      what: `Which objects of ${source.name} are left to ${replicationRuleName(pair)} is not known: ${replicationRuleName(mayBeTakenBy)} has a higher priority, and contains elements that this version of replint does not know.`,
      how: 'Look for a newer version of replint, or upload one object and look at its replication status and its replica.',
    },
  ];
}

const algorithms = new Set(['AES256', 'aws:kms', 'aws:kms:dsse']);

/** Such as `aws:fsx`: which of the object classes its objects are like is not documented. */
function algorithmQuestion({ source }: PairBase): readonly Unanswered[] {
  const algorithm = valueOf(source.encryption)?.algorithm;
  if (algorithm === undefined || algorithms.has(algorithm)) return [];
  return [
    {
      cause: 'undocumented',
      id: `default-encryption:${source.name}`,
      what: `The default encryption of ${source.name} is ${algorithm.slice(0, 80)}. How S3 replicates such objects is not documented.`,
      how: 'Upload one object and look at its replication status and its replica.',
    },
  ];
}
