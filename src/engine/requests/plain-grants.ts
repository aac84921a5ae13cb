/**
 * Requests that are answered as another one is. Most are allowed whatever their context is: the same question is then answered for other
 * classes of objects, other forms of the encryption context and other pairs too, as far as the same policies are asked.
 */
import type { Authorities, Decision } from '../../policy/model.js';
import type { StringSet } from '../../policy/strings/index.js';
import type { EngineSettings } from '../shapes/model.js';

/** Grants of requests on one resource, which no object key is part of: what is asked for, of whom, on what. */
export class PlainGrants {
  readonly #found = new Map<EngineSettings, Map<Authorities, Map<string, Decision>>>();

  /** By the rest of what an answer depends on. */
  of(settings: EngineSettings, authorities: Authorities): Map<string, Decision> {
    let bySettings = this.#found.get(settings);
    if (bySettings === undefined) this.#found.set(settings, (bySettings = new Map()));
    let grants = bySettings.get(authorities);
    if (grants === undefined) bySettings.set(authorities, (grants = new Map()));
    return grants;
  }
}

/** A request that is allowed as another one is, for keys of its own. Deciding looks at whatever explanations look at. */
export class AllowedAlike implements Decision {
  readonly outcome = 'allowed';
  readonly certainly: StringSet;
  readonly #other: Decision;
  #own: Decision | null = null;

  constructor(keys: StringSet, other: Decision) {
    this.certainly = keys;
    this.#other = other;
  }

  get possibly(): StringSet {
    return this.certainly;
  }

  get assumesOrganizationPolicies(): boolean {
    return this.#other.assumesOrganizationPolicies;
  }

  get #decision(): Decision {
    return (this.#own ??= this.#other.forKeys(this.certainly));
  }

  get allowedBy(): Decision['allowedBy'] {
    return this.#decision.allowedBy;
  }

  get denials(): Decision['denials'] {
    return [];
  }

  get unanswered(): Decision['unanswered'] {
    return [];
  }

  get doubts(): Decision['doubts'] {
    return this.#decision.doubts;
  }

  get counterexample(): string | null {
    return null;
  }

  forKeys(keys: StringSet): Decision {
    return this.#other.forKeys(keys);
  }
}

/** The outcome of another request, with explanations of its own, which are worked out when something reads them. */
export class AnsweredAlike implements Decision {
  readonly outcome: Decision['outcome'];
  readonly certainly: StringSet;
  readonly possibly: StringSet;
  readonly #other: Decision;
  readonly #decide: () => Decision;
  #own: Decision | null = null;

  constructor(other: Decision, decide: () => Decision) {
    this.outcome = other.outcome;
    this.certainly = other.certainly;
    this.possibly = other.possibly;
    this.#other = other;
    this.#decide = decide;
  }

  get #decision(): Decision {
    return (this.#own ??= this.#decide());
  }

  get assumesOrganizationPolicies(): boolean {
    return this.#other.assumesOrganizationPolicies;
  }

  get counterexample(): string | null {
    return this.#other.counterexample;
  }

  get allowedBy(): Decision['allowedBy'] {
    return this.#decision.allowedBy;
  }

  get denials(): Decision['denials'] {
    return this.outcome === 'allowed' ? [] : this.#decision.denials;
  }

  get unanswered(): Decision['unanswered'] {
    return this.outcome === 'unknown' ? this.#decision.unanswered : [];
  }

  get doubts(): Decision['doubts'] {
    return this.#decision.doubts;
  }

  forKeys(keys: StringSet): Decision {
    return this.#decision.forKeys(keys);
  }
}
