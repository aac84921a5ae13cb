/** What can keep a collection from starting, or from doing anything at all: each with what to do about it. */
import { ExpectedError } from '../basics/expected-error.js';

const seeItWork = 'To see replint work without AWS, run `replint demo`.';

export class NoCredentials extends ExpectedError {
  override readonly name = 'NoCredentials';

  constructor(cause: unknown) {
    super(
      'No AWS credentials were found in the environment, the shared configuration, or from the machine.',
      `Sign in as for every AWS tool (\`aws configure\`, \`aws sso login\`, AWS_PROFILE, or --profile). ${seeItWork}`,
      { cause },
    );
  }
}

export class UnusableProfile extends ExpectedError {
  override readonly name = 'UnusableProfile';

  constructor(profile: string, reason: string, cause: unknown) {
    super(
      `No AWS credentials could be got from the profile \`${profile}\`: ${reason}`,
      `\`aws sts get-caller-identity --profile ${profile}\` shows whether the profile works. ${seeItWork}`,
      { cause },
    );
  }
}

export class ExpiredCredentials extends ExpectedError {
  override readonly name = 'ExpiredCredentials';

  constructor(cause: unknown) {
    super(
      'The AWS credentials have expired.',
      `Sign in again (\`aws sso login\`, or new session credentials). ${seeItWork}`,
      { cause },
    );
  }
}

export class InvalidCredentials extends ExpectedError {
  override readonly name = 'InvalidCredentials';

  constructor(code: string, message: string, cause: unknown) {
    super(
      `AWS does not accept the credentials: ${code}: ${message}`,
      `Look at AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, the profile, the clock of this machine, and the Region: one that the account has not switched on refuses everything. ${seeItWork}`,
      { cause },
    );
  }
}

export class NoRegion extends ExpectedError {
  override readonly name = 'NoRegion';

  constructor() {
    super(
      'No AWS Region is set.',
      `Give one with --region, AWS_REGION, or \`region\` in the profile. Any Region of your partition will do: buckets are found in all of them. ${seeItWork}`,
    );
  }
}

export class UnknownRegion extends ExpectedError {
  override readonly name = 'UnknownRegion';

  constructor(region: string) {
    super(`\`${region}\` is not an AWS Region.`, 'A Region is written like us-east-1 or eu-central-1.');
  }
}

export class NoConnection extends ExpectedError {
  override readonly name = 'NoConnection';

  constructor(reason: string, cause: unknown) {
    super(
      `AWS cannot be reached: ${reason}`,
      `Look at the network, the proxy, the Region, and AWS_ENDPOINT_URL if it is set. ${seeItWork}`,
      { cause },
    );
  }
}

/** AWS answers, and says that it was asked too much. */
export class Throttled extends ExpectedError {
  override readonly name = 'Throttled';

  constructor(code: string, message: string, cause: unknown) {
    super(
      `AWS throttles the calls that are made with these credentials: ${code}: ${message}`,
      'Others use up what the account is allowed. Try again later, or with a smaller --concurrency.',
      { cause },
    );
  }
}

/** Every account failed: there is nothing to write down. */
export class NoAccountReadable extends ExpectedError {
  override readonly name = 'NoAccountReadable';

  constructor(reasons: readonly string[]) {
    super(
      ['No account could be read.', ...reasons.map((reason) => `  ${reason}`)].join('\n'),
      'Give the auditor access (`replint policy` prints the rights it takes), or look at whose credentials these are.',
    );
  }
}

/** A bucket that was asked for by name is in none of the accounts, all of which told their buckets. */
export class BucketsNotFound extends ExpectedError {
  override readonly name = 'BucketsNotFound';

  constructor(names: readonly string[]) {
    super(
      `No account that was read has a bucket ${names.map((name) => JSON.stringify(name.slice(0, 80))).join(', ')}.`,
      'Look at the name, and at whose credentials are used: `aws s3api list-buckets` shows the buckets of an account.',
    );
  }
}

export class OrganizationNotListed extends ExpectedError {
  override readonly name = 'OrganizationNotListed';

  constructor(code: string, message: string) {
    super(
      `The accounts of the organization cannot be listed: ${code}: ${message}`,
      'Only the management account and delegated administrators may call organizations:ListAccounts. Elsewhere, give the accounts with --accounts FILE.',
    );
  }
}

/** What is wrong in a list of accounts, and with which of its values. */
export interface AccountListFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export class InvalidAccountList extends ExpectedError {
  static readonly advice =
    'Write a list of role ARNs, or of entries such as { account: "111122223333", role: audit, externalId: … }.';
  override readonly name = 'InvalidAccountList';
  readonly faults: readonly AccountListFault[];

  constructor(faults: readonly AccountListFault[]) {
    super(
      ['The list of accounts cannot be read.', ...faults.map(({ message }) => `  ${message}`)].join('\n'),
      InvalidAccountList.advice,
    );
    this.faults = faults;
  }
}

export class InvalidCollectOption extends ExpectedError {
  override readonly name = 'InvalidCollectOption';
}
