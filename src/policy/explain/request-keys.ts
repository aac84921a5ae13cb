/** Questions about the object keys of one request. */
import { contextValue } from '../conditions/context.js';
import type { AccessRequest, ContextValue } from '../model.js';
import {
  difference,
  type Effort,
  everything,
  intersection,
  isEmpty,
  isTooComplex,
  nothing,
  type StringSet,
  witness,
} from '../strings/index.js';

/** Some keys of a request. */
export interface SomeKeys {
  /** One of them; null where no key is part of the request. */
  readonly example: string | null;
  /** Every key of the request is among them. */
  readonly isAll: boolean;
}

export class RequestKeys {
  /** Whether a key is part of the request at all. */
  readonly isKeyed: boolean;
  readonly #keys: StringSet;
  readonly #budget: Effort | undefined;

  constructor(request: AccessRequest, budget: Effort | undefined) {
    this.isKeyed = isKeyed(request);
    this.#keys = request.keys;
    this.#budget = budget;
  }

  /** Those in the set; null where none is. */
  within(set: StringSet): SomeKeys | null {
    if (set === nothing) return null;
    if (set === everything) return { example: this.isKeyed ? this.#witness(this.#keys) : null, isAll: true };
    const example = this.#witness(intersection(this.#keys, set));
    if (example === null) return null;
    return {
      example: this.isKeyed ? example : null,
      isAll: isEmpty(difference(this.#keys, set), undefined, this.#budget) === true,
    };
  }

  /** One that is not in the set, also where no key is part of the request; null where none is. */
  outside(set: StringSet): string | null {
    return set === everything ? null : this.#witness(difference(this.#keys, set));
  }

  #witness(set: StringSet): string | null {
    const found = witness(set, undefined, this.#budget);
    return isTooComplex(found) ? null : found;
  }
}

function isKeyed(request: AccessRequest): boolean {
  if (typeof request.resource !== 'string') return true;
  const mentionsKey = (value: ContextValue): boolean =>
    value.state === 'present' && value.values.some((text) => typeof text !== 'string');
  return mentionsKey(contextValue(request, 'kms:encryptioncontext:aws:s3:arn'));
}
