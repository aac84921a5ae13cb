/** Managed policies: the document in force of each, from whatever list or answer tells it. */
import { at, factOfError, isFailed, pagesWithOrigin } from './answer.js';
import { type Fact, notCollected as missingOf, type Origin } from '../../estate/fact.js';
import { notCollected } from './words.js';
import type { Join } from './join.js';
import type { PolicyText } from '../../estate/model.js';
import type { PolicyDocuments } from './policy-documents.js';
import type { RawManagedPolicy, RawPolicyVersion } from '../snapshot/snapshot-shape.js';

function documentOf(version: RawPolicyVersion, origin: Origin, documents: PolicyDocuments): Fact<PolicyText> {
  return version.Document === undefined
    ? notCollected('GetPolicyVersion')
    : documents.read(version.Document, at(origin, 'Document'));
}

/** Only the default version is in force. Which one that is must be said, unless there is a single one that does not deny it. */
function defaultVersion(
  versions: readonly (readonly [RawPolicyVersion, Origin])[],
  defaultId: string | undefined,
): readonly [RawPolicyVersion, Origin] | undefined {
  const [only] = versions;
  if (defaultId === undefined) {
    const marked = versions.find(([{ IsDefaultVersion }]) => IsDefaultVersion === true);
    return marked ?? (versions.length === 1 && only?.[0].IsDefaultVersion !== false ? only : undefined);
  }
  const named = versions.find(([{ VersionId }]) => VersionId === defaultId);
  return named ?? (versions.length === 1 && only?.[0].VersionId === undefined ? only : undefined);
}

function readDocument(raw: RawManagedPolicy, origin: Origin, documents: PolicyDocuments): Fact<PolicyText> {
  const versions = (raw.PolicyVersionList ?? []).map(
    (version, index) => [version, at(origin, 'PolicyVersionList', index)] as const,
  );
  let failure: Fact<never> | null = null;
  if (raw.GetPolicyVersion !== undefined) {
    for (const [answer, place] of pagesWithOrigin(raw.GetPolicyVersion, at(origin, 'GetPolicyVersion'))) {
      if (isFailed(answer)) failure = factOfError('GetPolicyVersion', answer, place);
      else versions.push([answer.PolicyVersion, at(place, 'PolicyVersion')]);
    }
  }
  const policy = raw.GetPolicy;
  const answered = policy === undefined || isFailed(policy) ? undefined : policy.Policy;
  const found = defaultVersion(versions, raw.DefaultVersionId ?? answered?.DefaultVersionId);
  // Documents are read even where another one is in force, so that one that is no JSON is always said.
  const facts = versions.map(([version, place]) => documentOf(version, place, documents));
  const fact = found === undefined ? undefined : facts[versions.indexOf(found)];
  if (fact !== undefined) return fact;
  if (policy !== undefined && isFailed(policy)) return factOfError('GetPolicy', policy, at(origin, 'GetPolicy'));
  return failure ?? notCollected('GetPolicyVersion');
}

/** The ARN of an entry, or undefined where it has none. */
function arnOf(raw: RawManagedPolicy): string | undefined {
  const policy = raw.GetPolicy;
  return raw.Arn ?? (policy === undefined || isFailed(policy) ? undefined : policy.Policy.Arn);
}

export class ManagedPolicies {
  readonly #byArn = new Map<string, Fact<PolicyText>>();
  /** As AWS publishes them: of nobody's account. */
  readonly #published = new Map<string, Fact<PolicyText>>();
  readonly #documents: PolicyDocuments;
  readonly #join: Join;

  constructor(documents: PolicyDocuments, join: Join) {
    this.#documents = documents;
    this.#join = join;
  }

  /** @returns false where the entry does not say which policy it is */
  add(raw: RawManagedPolicy, origin: Origin): boolean {
    const arn = arnOf(raw);
    if (arn === undefined) return false;
    const fact = readDocument(raw, origin, this.#documents);
    const { IsPublished: isPublished = false } = raw;
    const known = isPublished ? this.#published : this.#byArn;
    const before = known.get(arn);
    known.set(arn, before === undefined ? fact : this.#join.better(before, fact));
    return true;
  }

  /** The document in force, also of a policy that no list names (AWS's own are rarely listed). */
  documentOf(arn: string): Fact<PolicyText> {
    const own = this.#byArn.get(arn);
    return own?.state === 'known' ? own : (this.#published.get(arn) ?? own ?? missing(arn));
  }
}

/** Nobody has to own it: any account can be asked. */
function missing(arn: string): Fact<never> {
  return arn.includes(':iam::aws:policy/') ? notAsked : notCollected('GetPolicyVersion');
}

const notAsked = missingOf('GetPolicyVersion', {
  what: 'The document of AWS managed policy {subject} is not in the input.',
  how: 'Save what `aws iam get-policy --policy-arn {subject}` and `aws iam get-policy-version --policy-arn {subject} --version-id` (with its DefaultVersionId) answer in any account, in one folder, and give it as a further input.',
});
