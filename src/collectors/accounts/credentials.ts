/** Whose credentials calls are made with. */
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { Agents } from '../answers/sdk/agents.js';
import type { Subject } from '../answers/answers.js';
import type { CredentialSource, Credentials } from '../model.js';
import type { Outcome } from '../pace/calls.js';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The SDK's default chain: environment, shared configuration, SSO, web identity, containers, instance metadata. */
export function defaultCredentials(profile: string | undefined, region: string, agents: Agents): CredentialSource {
  const provide = fromNodeProviderChain({
    clientConfig: { region, requestHandler: { ...agents } },
    // A profile that is named outdoes keys in the environment: no word about both is needed.
    ...(profile === undefined ? {} : { profile, logger: silent }),
  });
  return async () => provide();
}

const renewBefore = 5 * 60_000;

/** Asks once for all clients, and again shortly before the credentials end. */
export function remembered(source: CredentialSource, now: () => number): CredentialSource {
  let current: Promise<Credentials> | null = null;
  let endsAt = Infinity;
  const renew = async (): Promise<Credentials> => {
    const credentials = await source();
    endsAt = credentials.expiration?.getTime() ?? Infinity;
    return credentials;
  };
  return () => {
    if (current === null || now() > endsAt - renewBefore) {
      endsAt = Infinity;
      const asked = renew();
      current = asked;
      asked.catch(() => {
        if (current === asked) current = null;
      });
    }
    return current;
  };
}

/** The fields that AWS allows in a session name, and that an administrator recognises in CloudTrail. */
const sessionName = 'replint';

/** Named as the SDK names what its own sources throw, so that a call that fails for want of credentials is known as such. */
class CredentialsProviderError extends Error {
  override readonly name = 'CredentialsProviderError';
}

export type AssumeRole = (subject: Subject<'AssumeRole'>) => Promise<Outcome<object>>;

/** Credentials of a role. @param assume - makes the call; it may retry */
export function roleCredentials(
  role: { readonly roleArn: string; readonly externalId: string | null },
  assume: AssumeRole,
): CredentialSource {
  const input = {
    RoleArn: role.roleArn,
    RoleSessionName: sessionName,
    ...(role.externalId === null ? {} : { ExternalId: role.externalId }),
  };
  return async () => {
    const outcome = await assume(input);
    if ('failure' in outcome) {
      throw new CredentialsProviderError(
        `${role.roleArn} cannot be assumed: ${outcome.failure.code}: ${outcome.failure.message}`,
      );
    }
    const { Credentials: given } = outcome.output as { readonly Credentials?: GivenCredentials };
    if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined) {
      throw new CredentialsProviderError(`${role.roleArn} cannot be assumed: the answer holds no credentials.`);
    }
    return {
      accessKeyId: given.AccessKeyId,
      secretAccessKey: given.SecretAccessKey,
      ...(given.SessionToken === undefined ? {} : { sessionToken: given.SessionToken }),
      ...(given.Expiration === undefined ? {} : { expiration: given.Expiration }),
    };
  };
}

interface GivenCredentials {
  readonly AccessKeyId?: string;
  readonly SecretAccessKey?: string;
  readonly SessionToken?: string;
  readonly Expiration?: Date;
}
