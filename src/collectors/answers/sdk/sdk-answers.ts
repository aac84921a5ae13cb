/** Answers from AWS itself: every call to one account goes through here. */
import { type ReadName, type Service, readOperations } from '../../../sources/read-operations.js';
import { type Json, errorEntry, plainJson } from '../../json.js';
import { type Calls, Interrupted, type Lane, type Outcome } from '../../pace/calls.js';
import type { Answer, Answers, Identity, ParametersOf, Provenance, Subject } from '../answers.js';
import type { Clients } from './clients.js';
import { commandFor } from './commands.js';
import { type Failure, deniedCode } from './failure.js';
import { sentBody } from './transport.js';
import { withUnknownMembers } from './unknown-members.js';

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

interface Sender {
  send(command: object, options: { readonly abortSignal: AbortSignal }): Promise<object>;
}

export class SdkAnswers implements Answers {
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

  get provenance(): Provenance {
    return { by: 'sdk', account: this.identity.id, asOf: this.#calls.asOf };
  }

  get ended(): Failure | null {
    return this.#ended;
  }

  /**
   * One call and its outcome, as the SDK gives it.
   * @throws {Interrupted} when the run was ended early or the credentials ended
   */
  async attempt<N extends ReadName>(operation: N, subject: Subject<N>): Promise<Outcome<object>> {
    this.#stopIfEnded();
    const { region = this.identity.region, ...parameters } = subject;
    const { service, command } = readOperations[operation];
    const client = this.#clients.get(service, region) as unknown as Sender;
    const name = `${service}:${command}`;
    const startedAt = this.#calls.now();
    const outcome = await this.#calls.make(name, this.#lane(service, region, operation), (abortSignal) => {
      this.#stopIfEnded();
      return client.send(commandFor(operation, parameters as unknown as ParametersOf<N>), { abortSignal });
    });
    this.#calls.tell({
      operation: name,
      region,
      account: this.identity.id,
      parameters,
      code: 'failure' in outcome ? outcome.failure.code : null,
      milliseconds: this.#calls.now() - startedAt,
    });
    if ('failure' in outcome && outcome.failure.kind === 'credentials') {
      this.#ended = outcome.failure;
      throw new Interrupted(outcome.failure.message);
    }
    return outcome;
  }

  async read<N extends ReadName>(operation: N, subject: Subject<N>): Promise<Answer> {
    const outcome = await this.attempt(operation, subject);
    const { provenance } = this;
    if ('failure' in outcome) {
      const { failure } = outcome;
      return { json: failureEntry(failure, operation), provenance, bucketRegion: failure.bucketRegion };
    }
    const { BucketRegion } = outcome.output as { readonly BucketRegion?: unknown };
    return {
      json: wholeJson(outcome.output),
      provenance,
      bucketRegion: typeof BucketRegion === 'string' && BucketRegion !== '' ? BucketRegion : null,
    };
  }

  close(): void {
    this.#clients.destroy();
  }

  #stopIfEnded(): void {
    if (this.#ended !== null) throw new Interrupted(this.#ended.message);
  }

  #lane(service: Service, region: string, operation: ReadName): Lane {
    const isGrants = operation === 'ListGrants';
    const name = `${service} ${region}${isGrants ? ' grants' : ''}`;
    let lane = this.#lanes.get(name);
    if (lane === undefined) {
      lane = this.#calls.lane(`${service} ${region}`, laneWidths[service], isGrants ? grantsGap : 0);
      this.#lanes.set(name, lane);
    }
    return lane;
  }
}

/** With what the SDK left out. */
function wholeJson(output: object): Json {
  const body = sentBody(output);
  return body === null ? plainJson(output) : withUnknownMembers(plainJson(output), body);
}

function failureEntry({ code, message }: Failure, operation: ReadName): Json {
  return errorEntry(deniedCode(code, operation), message);
}
