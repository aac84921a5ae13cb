/** Policy documents, parsed once however often they are used. */
import type { Fact, Known, Origin } from '../../estate/fact.js';
import type { NamedPolicy, PolicyLevel, PolicyText, Role } from '../../estate/model.js';
import { parsePolicy } from '../../policy/index.js';
import type { Evidence, PolicyDocument, PolicyInForce, PolicyKind, PolicyLevelInForce } from '../../policy/model.js';
import type { ParsedPolicy } from '../shapes/model.js';
import { missingEvidence, toEvidence } from './missing-evidence.js';

/** What explanations hand back: where the document stands, and whether it is a text inside the input. */
export interface PolicyTag {
  readonly origin: Origin;
  readonly isText: boolean;
  /** The document as JSON, for quoting. */
  readonly json: unknown;
}

export function isPolicyTag(tag: unknown): tag is PolicyTag {
  return typeof tag === 'object' && tag !== null && 'origin' in tag;
}

export interface DocumentName {
  /** For people, with what the policy belongs to. */
  readonly name: string;
  /** Where it is clear what it belongs to; left out = the name. */
  readonly shortName?: string;
  /** What it belongs to: bucket name, ARN. */
  readonly subject: string;
}

/** Parses each document once; equal texts (every account's FullAWSAccess) share one result. */
export class PolicyStore {
  readonly #byText = new Map<PolicyKind, Map<string, PolicyDocument>>();
  readonly #byJson = new Map<PolicyKind, WeakMap<object, PolicyDocument>>();
  readonly #byRole = new WeakMap<Role, readonly ParsedPolicy[]>();
  readonly #byFact = new WeakMap<Known<PolicyText>, ParsedPolicy[]>();

  parse(text: PolicyText, kind: PolicyKind): PolicyDocument {
    if (text.text !== null) {
      let cache = this.#byText.get(kind);
      if (cache === undefined) this.#byText.set(kind, (cache = new Map()));
      return this.#remember(cache, text.text, () => parsePolicy(text, kind));
    }
    const { json } = text;
    if (typeof json !== 'object' || json === null) return parsePolicy(text, kind);
    let cache = this.#byJson.get(kind);
    if (cache === undefined) this.#byJson.set(kind, (cache = new WeakMap()));
    return this.#remember(cache, json, () => parsePolicy(text, kind));
  }

  #remember<K>(
    cache: { get(key: K): PolicyDocument | undefined; set(key: K, value: PolicyDocument): unknown },
    key: K,
    make: () => PolicyDocument,
  ): PolicyDocument {
    let document = cache.get(key);
    if (document === undefined) cache.set(key, (document = make()));
    return document;
  }

  /** The policy of a fact, wrapped once for all who read it. */
  inForce(fact: Fact<PolicyText>, kind: PolicyKind, named: DocumentName): Evidence<ParsedPolicy> {
    if (fact.state === 'absent') return { state: 'absent' };
    if (fact.state !== 'known') return { state: 'missing', question: missingEvidence(fact, named.subject) };
    return { state: 'known', value: this.#wrapped(fact, kind, named) };
  }

  #wrapped(fact: Known<PolicyText>, kind: PolicyKind, { name, shortName = name }: DocumentName): ParsedPolicy {
    const { origin, value } = fact;
    let policies = this.#byFact.get(fact);
    if (policies === undefined) this.#byFact.set(fact, (policies = []));
    let policy = policies.find((each) => each.kind === kind && each.name === name);
    if (policy === undefined) {
      const tag: PolicyTag = { origin, isText: value.text !== null, json: value.json };
      policies.push((policy = { kind, name, shortName, document: this.parse(value, kind), origin, tag }));
    }
    return policy;
  }

  ofBucket(fact: Fact<PolicyText>, bucket: string): Evidence<ParsedPolicy> {
    return this.inForce(fact, 'bucket', {
      name: `bucket policy of ${bucket}`,
      shortName: 'bucket policy',
      subject: bucket,
    });
  }

  /** @param key - its ARN, else as it is configured */
  ofKey(fact: Fact<PolicyText>, key: string): Evidence<ParsedPolicy> {
    return this.inForce(fact, 'key', { name: `key policy of ${key}`, shortName: 'key policy', subject: key });
  }

  ofTrust(fact: Fact<PolicyText>, roleArn: string): Evidence<ParsedPolicy> {
    return this.inForce(fact, 'trust', {
      name: `trust policy of ${roleArn}`,
      shortName: 'trust policy',
      subject: roleArn,
    });
  }

  /** What is known of the identity-based policies of a role. */
  ofRole(role: Role): readonly ParsedPolicy[] {
    let policies = this.#byRole.get(role);
    if (policies === undefined) {
      const { arn, identityPolicies } = role;
      const named = identityPolicies.state === 'known' ? identityPolicies.value : [];
      policies = named.flatMap((policy) => knownPolicy(this.named(policy, 'identity', arn)) ?? []);
      this.#byRole.set(role, policies);
    }
    return policies;
  }

  named(policy: NamedPolicy, kind: PolicyKind, subject: string): Evidence<ParsedPolicy> {
    return this.inForce(policy.document, kind, { name: policy.name, subject: policy.arn ?? subject });
  }

  levels(
    fact: Fact<readonly PolicyLevel[]>,
    kind: PolicyKind,
    subject: string,
  ): Evidence<readonly PolicyLevelInForce[]> {
    return toEvidence(fact, subject, (levels) =>
      // An empty list: nothing is attached, or the policy type is switched off; then nothing is restricted.
      levels.map(({ target, policies }): PolicyLevelInForce => ({
        target,
        policies: this.#level(policies, kind, target),
      })),
    );
  }

  #level(policies: Fact<readonly NamedPolicy[]>, kind: PolicyKind, target: string): Evidence<readonly PolicyInForce[]> {
    if (policies.state === 'absent') return { state: 'absent' };
    if (policies.state !== 'known') return { state: 'missing', question: missingEvidence(policies, target) };
    const found: PolicyInForce[] = [];
    for (const policy of policies.value) {
      const evidence = this.named(policy, kind, target);
      // One document that could not be read may hold anything: the whole level is open.
      if (evidence.state === 'missing') return evidence;
      if (evidence.state === 'known') found.push(evidence.value);
    }
    return { state: 'known', value: found };
  }
}

/** Null = there is none, or it is not known. */
export function knownPolicy(evidence: Evidence<ParsedPolicy>): ParsedPolicy | null {
  return evidence.state === 'known' ? evidence.value : null;
}
