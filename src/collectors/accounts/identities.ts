/** From options to accounts that can be read: who we are, and which roles are taken. */
import { isAccountId } from '../../basics/aws-names.js';
import type { Identity } from '../answers/answers.js';
import { Clients, type ConnectionSettings } from '../answers/sdk/clients.js';
import { type Failure, failureOf, meansDenied, meansExpired, meansInvalid } from '../answers/sdk/failure.js';
import { SdkAnswers } from '../answers/sdk/sdk-answers.js';
import {
  ExpiredCredentials,
  InvalidCollectOption,
  InvalidCredentials,
  NoConnection,
  NoCredentials,
  NoRegion,
  OrganizationNotListed,
  Throttled,
  UnusableProfile,
} from '../errors.js';
import { errorCodeOf, memberAt, plainJson, textAt } from '../json.js';
import type { AccountTarget, CollectEnvironment, CollectOptions, CollectProblem, CredentialSource } from '../model.js';
import { type Calls, Interrupted, type Outcome } from '../pace/calls.js';
import { OrganizationReader } from '../reads/organizations.js';
import { accountOfRole, readAccountList } from './account-list.js';
import { defaultCredentials, remembered, roleCredentials } from './credentials.js';
import { findRegion } from './region.js';

/** Credentials that do not work from the start: said in the words of what to do about it. */
function credentialError({ code, message }: Failure, profile: string | undefined): Error {
  const cause = new Error(`${code}: ${message}`);
  if (meansExpired(code) || /expired|sso login/i.test(message)) return new ExpiredCredentials(cause);
  if (code !== 'CredentialsProviderError') return new InvalidCredentials(code, message, cause);
  const named = profile ?? process.env['AWS_PROFILE'];
  if (named === undefined) return new NoCredentials(cause);
  const reason = /from any providers/i.test(message)
    ? 'the shared configuration has no such profile, or it names no way to sign in.'
    : message;
  return new UnusableProfile(named, reason, cause);
}

export class Identities {
  readonly #options: CollectOptions;
  readonly #environment: CollectEnvironment;
  readonly #calls: Calls;
  readonly #connections: ConnectionSettings;

  constructor(options: CollectOptions, environment: CollectEnvironment, calls: Calls, connections: ConnectionSettings) {
    this.#options = options;
    this.#environment = environment;
    this.#calls = calls;
    this.#connections = connections;
  }

  /**
   * Who the credentials at hand belong to.
   * @throws {NoCredentials | UnusableProfile | ExpiredCredentials | InvalidCredentials | NoRegion | UnknownRegion | NoConnection}
   */
  async base(): Promise<SdkAnswers> {
    const { profile } = this.#options;
    const { credentials, now } = this.#environment;
    const region = await this.#region();
    const clients = this.#clients(remembered(credentials ?? this.#defaultCredentials(region), now));
    const unknown = new SdkAnswers({ id: '', partition: 'aws', region, roleArn: null }, clients, this.#calls);
    const outcome = await this.#attemptBase(unknown, profile);
    if ('failure' in outcome) {
      const { failure } = outcome;
      if (meansInvalid(failure.code) || meansDenied(failure.code)) throw credentialError(failure, profile);
      if (failure.kind === 'throttled') throw new Throttled(failure.code, failure.message, failure);
      throw new NoConnection(`${failure.code}: ${failure.message}`, failure);
    }
    const answer = plainJson(outcome.output);
    const id = textAt(answer, 'Account') ?? '';
    const caller = textAt(answer, 'Arn') ?? null;
    const partition = caller?.split(':')[1] ?? 'aws';
    if (!isAccountId(id)) throw new NoConnection('GetCallerIdentity names no account.', answer);
    return new SdkAnswers({ id, partition, region, roleArn: null, caller }, clients, this.#calls);
  }

  /** A machine that knows neither Region nor credentials is told of the credentials: they are what is hard to come by. */
  async #region(): Promise<string> {
    try {
      return await findRegion(this.#options);
    } catch (error) {
      if (!(error instanceof NoRegion) || this.#environment.credentials !== null) throw error;
      const { profile } = this.#options;
      await this.#defaultCredentials('us-east-1')().catch((reason: unknown) => {
        throw credentialError(failureOf(reason), profile);
      });
      throw error;
    }
  }

  async #attemptBase(answers: SdkAnswers, profile: string | undefined): Promise<Outcome<object>> {
    try {
      return await answers.attempt('GetCallerIdentity', {});
    } catch (error) {
      if (error instanceof Interrupted && answers.ended !== null) throw credentialError(answers.ended, profile);
      throw error;
    }
  }

  /** The accounts to read, in the order of their ids. */
  async targets(base: SdkAnswers): Promise<readonly AccountTarget[]> {
    const { assumeRole = [], accounts, organizationRole, externalId = null } = this.#options;
    const { id, partition } = base.identity;
    const targets: AccountTarget[] = assumeRole.map((roleArn) => {
      const account = accountOfRole(roleArn);
      if (account === null)
        throw new InvalidCollectOption(
          `\`${roleArn}\` is not the ARN of a role.`,
          'Write it like arn:aws:iam::111122223333:role/NAME.',
        );
      return { id: account, roleArn, externalId };
    });
    if (accounts !== undefined) {
      for (const each of readAccountList(accounts, { partition, defaultRole: organizationRole ?? null, externalId }))
        targets.push(each);
    } else if (organizationRole !== undefined) {
      for (const each of await this.#organization(base, organizationRole, externalId)) targets.push(each);
    }
    if (targets.length === 0) return [{ id, roleArn: null, externalId: null }];
    const byId = new Map<string, AccountTarget>();
    for (const target of targets) {
      const account = target.id ?? '';
      if (byId.has(account))
        throw new InvalidCollectOption(`Account ${account} is given twice.`, 'Give one role for each account.');
      byId.set(account, target);
    }
    return [...byId].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, target]) => target);
  }

  async #organization(base: SdkAnswers, role: string, externalId: string | null): Promise<readonly AccountTarget[]> {
    const { id: own, partition } = base.identity;
    if (!/^[\w+=,.@/-]{1,512}$/.test(role))
      throw new InvalidCollectOption(
        `\`${role}\` is not the name of a role.`,
        'Give the name that the role has in every account, with its path if it has one.',
      );
    const accounts = await new OrganizationReader(base).accounts();
    if ('failure' in accounts) {
      throw new OrganizationNotListed(
        errorCodeOf(accounts.failure) ?? '',
        textAt(memberAt(accounts.failure, 'Error'), 'Message') ?? '',
      );
    }
    // The role that is rolled out to member accounts is not rolled out to the account that does it.
    return accounts.map(({ id }) =>
      id === own
        ? { id, roleArn: null, externalId: null }
        : { id, roleArn: `arn:${partition}:iam::${id}:role/${role}`, externalId },
    );
  }

  /** Takes the target's role. @returns the problem where that fails */
  async enter(base: SdkAnswers, target: AccountTarget): Promise<SdkAnswers | CollectProblem> {
    const { roleArn, id } = target;
    if (roleArn === null || id === null) return base;
    const { region } = base.identity;
    const assume = roleCredentials({ roleArn, externalId: target.externalId }, (subject) =>
      base.attempt('AssumeRole', subject),
    );
    const source = remembered(assume, this.#environment.now);
    try {
      await source();
    } catch (error) {
      if (error instanceof Interrupted || !(error instanceof Error)) throw error;
      return {
        kind: 'account',
        account: id,
        operation: 'AssumeRole',
        action: 'sts:AssumeRole',
        subject: roleArn,
        code: 'AssumeRole',
        message: error.message,
        isNeeded: true,
      };
    }
    const identity: Identity = { id, partition: roleArn.split(':')[1] ?? 'aws', region, roleArn };
    return new SdkAnswers(identity, this.#clients(source), this.#calls);
  }

  #clients(credentials: CredentialSource): Clients {
    return new Clients({ credentials, ...this.#connections, environment: this.#environment });
  }

  #defaultCredentials(region: string): CredentialSource {
    const { agents, connections } = this.#connections;
    return defaultCredentials(this.#options.profile, region, agents(connections));
  }
}
