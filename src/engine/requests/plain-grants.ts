/**
 * Requests that are allowed whatever their context is: most are. The same question is then answered for other classes of objects, other
 * forms of the encryption context and other pairs too, as far as the same policies are asked.
 */
import type { Authorities, Decision } from '../../policy/model.js';
import type { StringSet } from '../../policy/strings/index.js';
import type { EngineSettings } from '../shapes/model.js';

/** What the decision of one such request says of all like it. */
export type PlainGrant = Pick<Decision, 'assumesOrganizationPolicies'>;

/** Grants of requests on one resource, which no object key is part of: what is asked for, of whom, on what. */
export class PlainGrants {
  readonly #found = new Map<EngineSettings, Map<Authorities, Map<string, PlainGrant>>>();

  /** By the rest of what an answer depends on. */
  of(settings: EngineSettings, authorities: Authorities): Map<string, PlainGrant> {
    let bySettings = this.#found.get(settings);
    if (bySettings === undefined) this.#found.set(settings, (bySettings = new Map()));
    let grants = bySettings.get(authorities);
    if (grants === undefined) bySettings.set(authorities, (grants = new Map()));
    return grants;
  }
}

/** A request that is allowed as another one is. Whatever else is asked of it is worked out for itself. */
export class AllowedAlike implements Decision {
  readonly outcome = 'allowed';
  readonly certainly: StringSet;
  readonly assumesOrganizationPolicies: boolean;
  readonly #workOut: () => Decision;
  #own: Decision | null = null;

  /** @param workOut the decision itself */
  constructor(keys: StringSet, { assumesOrganizationPolicies }: PlainGrant, workOut: () => Decision) {
    this.certainly = keys;
    this.assumesOrganizationPolicies = assumesOrganizationPolicies;
    this.#workOut = workOut;
  }

  get possibly(): StringSet {
    return this.certainly;
  }

  get #decision(): Decision {
    return (this.#own ??= this.#workOut());
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
    return this.#decision.forKeys(keys);
  }
}
