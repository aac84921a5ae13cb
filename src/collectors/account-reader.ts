/** The way into one account: every call goes through here. */
import type { Calls, Lane, Outcome } from './calls.js';
import { Interrupted } from './calls.js';
import type { ClientOf, Clients, Service } from './clients.js';
import { type Failure, deniedCode } from './failure.js';
import { type Json, errorEntry, plainJson } from './json.js';
import type { AllowedRead } from './read-only.js';

/** Calls in flight at once in one account and Region. IAM's rates are not published and low; KMS answers ListGrants 100 times a second. */
const laneWidths: Readonly<Record<Service, number>> = {
  s3: 50,
  s3control: 4,
  iam: 4,
  kms: 20,
  organizations: 4,
  sts: 4,
};
const grantsGap = 15;

export type Send<S extends Service> = (client: ClientOf<S>) => Promise<object>;

export interface Identity {
  readonly id: string;
  readonly partition: string;
  /** Region of calls that belong to no bucket and no key. */
  readonly region: string;
  /** The role that was taken; null = the credentials at hand. */
  readonly roleArn: string | null;
}

export class AccountReader {
  readonly identity: Identity;
  readonly #clients: Clients;
  readonly #calls: Calls;
  readonly #lanes = new Map<string, Lane>();
  #ended: Failure | null = null;

  constructor(identity: Identity, clients: Clients, calls: Calls) {
    this.identity = identity;
    this.#clients = clients;
    this.#calls = calls;
  }

  /** Why no call works any more, where the credentials ended during the run. */
  get ended(): Failure | null {
    return this.#ended;
  }

  /**
   * One call and its outcome.
   * @throws {Interrupted} when the run was ended early or the credentials ended
   */
  async attempt<S extends Service>(
    service: S,
    region: string,
    operation: AllowedRead,
    send: Send<S>,
  ): Promise<Outcome<object>> {
    if (this.#ended !== null) throw new Interrupted(this.#ended.message);
    const client = this.#clients.get(service, region);
    const outcome = await this.#calls.make(`${service}:${operation}`, this.#lane(service, region, operation), () => {
      if (this.#ended !== null) throw new Interrupted(this.#ended.message);
      return send(client);
    });
    if ('failure' in outcome && outcome.failure.kind === 'credentials') {
      this.#ended = outcome.failure;
      throw new Interrupted(outcome.failure.message);
    }
    return outcome;
  }

  /** The answer as JSON, an error entry where the call failed. */
  async ask<S extends Service>(service: S, region: string, operation: AllowedRead, send: Send<S>): Promise<Json> {
    const outcome = await this.attempt(service, region, operation, send);
    if ('output' in outcome) return plainJson(outcome.output);
    return failureEntry(outcome.failure, operation);
  }

  destroy(): void {
    this.#clients.destroy();
  }

  #lane(service: Service, region: string, operation: AllowedRead): Lane {
    const isGrants = operation === 'ListGrants';
    const name = `${service} ${region}${isGrants ? ' grants' : ''}`;
    let lane = this.#lanes.get(name);
    if (lane === undefined) {
      lane = this.#calls.lane(laneWidths[service], isGrants ? grantsGap : 0);
      this.#lanes.set(name, lane);
    }
    return lane;
  }
}

export function failureEntry({ code, message }: Failure, operation: AllowedRead): Json {
  return errorEntry(deniedCode(code, operation), message);
}
