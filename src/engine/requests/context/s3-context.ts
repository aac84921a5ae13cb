/** The context of S3's own calls, filled from the estate: which condition key has which value in one request. */
import type { ContextValue, RequestContext } from '../../../policy/model.js';
import { contextKeyRowOf, contextSpecOf } from '../../../replication/context-keys.js';
import type { ContextSpec } from '../../../replication/model.js';
import type { PairBase } from '../../shapes/subjects.js';
import { fromEstate } from './facts.js';
import { type Asked, subjectOf } from './subject.js';
import { absent, answeredOr, never, present, type ContextSubject } from './values.js';

const noValues: ReadonlyMap<string, ContextValue> = new Map();
const others: ContextValue = { state: 'unknown', mayBeAbsent: true, question: never };

/** What it is about is worked out when a condition looks at it: most requests meet none. Decisions keep it, so it holds little. */
export class S3Context implements RequestContext {
  readonly values = noValues;
  readonly others = others;
  readonly #pair: PairBase;
  readonly #asked: Asked;
  #resolved: Map<string, ContextValue> | null = null;
  #isLookedAt = false;

  constructor(pair: PairBase, asked: Asked) {
    this.#pair = pair;
    this.#asked = asked;
  }

  /** Whether anything was read that is not the same for every request of its action under the same settings. */
  get isLookedAt(): boolean {
    return this.#isLookedAt;
  }

  resolve(key: string): ContextValue {
    let value = this.#resolved?.get(key);
    if (value === undefined) {
      const subject = subjectOf(this.#pair, this.#asked);
      const spec = contextSpecOf(key, subject.callKind, subject.action);
      if (isOfSubject(spec)) this.#isLookedAt = true;
      value = valueFor(key, spec, subject);
      this.#resolved ??= new Map();
      this.#resolved.set(key, value);
    }
    return value;
  }

  carriesToo(key: string): boolean {
    return contextKeyRowOf(key)?.actions?.includes(this.#asked.asked.action) === true;
  }
}

/** Whether the value depends on the pair, the place or the class of objects. */
function isOfSubject(spec: ContextSpec): boolean {
  return spec.is === 'estate' || (spec.is === 'one-of' && spec.alternatives.some(isOfSubject));
}

function valueFor(key: string, spec: ContextSpec, subject: ContextSubject): ContextValue {
  switch (spec.is) {
    case 'absent':
      return absent;
    case 'text':
      return present(spec.value);
    case 'estate':
      return fromEstate(key, spec.fact, subject);
    case 'unknown':
      if (spec.never?.includes('customer-network') === true) return present(foreignNetwork(key));
      return answeredOr(key, subject, spec.question, (question) => ({
        state: 'unknown',
        mayBeAbsent: spec.mayBeAbsent,
        question,
      }));
    case 'one-of': {
      const alternatives = distinct(spec.alternatives.map((setting) => valueFor(key, setting, subject)));
      const [only] = alternatives;
      if (only !== undefined && alternatives.length === 1) return only;
      const { together } = spec;
      return answeredOr(key, subject, spec.question, (question) => ({
        state: 'one-of',
        alternatives,
        question,
        ...(together !== undefined && { together }),
      }));
    }
  }
}

/**
 * A network of S3's own: a name that no customer's policy mentions. Patterns for every endpoint match it, lists of endpoints do not.
 */
function foreignNetwork(key: string): string {
  return foreignNetworks[key] ?? 'not-the-customers';
}

const foreignNetworks: Readonly<Record<string, string>> = {
  'aws:sourcevpce': 'vpce-0s3s3s3s3s3s3s3s3',
  'aws:sourcevpc': 'vpc-0s3s3s3s3s3s3s3s3',
  'aws:sourcevpcarn': 'arn:aws:ec2:us-east-1:000000000000:vpc/vpc-0s3s3s3s3s3s3s3s3',
  'aws:vpceaccount': '000000000000',
  'aws:vpceorgid': 'o-0s3s3s3s3s3',
  'aws:vpceorgpaths': 'o-0s3s3s3s3s3/r-0s3s/',
};

function distinct(values: readonly ContextValue[]): readonly ContextValue[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
