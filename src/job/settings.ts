/** What the job's functions are told by their environment. */
import { isAccountId } from '../basics/aws-names.js';
import { ExpectedError } from '../basics/expected-error.js';
import type { Importer } from '../reporters/asff/findings.js';
import type { Lock } from './store.js';

export interface JobSettings {
  readonly bucket: string;
  /** Name (with path) of the role in every account. */
  readonly roleName: string;
  readonly externalId: string | null;
  /** These accounts only; empty = those of the organization. */
  readonly accounts: readonly string[];
  readonly includesManagementAccount: boolean;
  /** Aggregator of AWS Config that is asked first, in this account; null = none. */
  readonly aggregator: { readonly name: string; readonly region: string | null } | null;
  readonly limits: Limits;
  /** Who imports findings into AWS Security Hub, and where; null = they are not imported. */
  readonly importer: Importer | null;
  /** How dated reports are locked; null = they are not. */
  readonly reportLock: { readonly mode: Lock['mode']; readonly days: number } | null;
}

/** Of the Distributed Map. */
export interface Limits {
  /** Batches that are read at once. */
  readonly maxConcurrency: number;
  /** Accounts in a batch. */
  readonly batchSize: number;
  /** Share of batches, in percent, that may fail without failing the run. */
  readonly toleratedFailurePercentage: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws ExpectedError for what is missing or no good */
export function readSettings(environment: Environment): JobSettings {
  const text = (name: string): string => (environment[name] ?? '').trim();
  const needed = (name: string): string => {
    if (text(name) === '') throw new ExpectedError(`${name} is not set.`, 'The stack of replint-job.yaml sets it.');
    return text(name);
  };
  const number = (name: string, fallback: number, least = 1): number => {
    const value = text(name) === '' ? fallback : Number(text(name));
    if (Number.isInteger(value) && value >= least) return value;
    throw new ExpectedError(`${name} is "${text(name)}".`, `It must be a whole number, at least ${least}.`);
  };
  const accounts = text('REPLINT_ACCOUNTS')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  const wrong = accounts.find((id) => !isAccountId(id));
  if (wrong !== undefined) {
    throw new ExpectedError(`REPLINT_ACCOUNTS: "${wrong}" is not an account ID.`, 'An account ID has twelve digits.');
  }
  return {
    bucket: needed('REPLINT_BUCKET'),
    roleName: text('REPLINT_ROLE_NAME'),
    externalId: text('REPLINT_EXTERNAL_ID') === '' ? null : text('REPLINT_EXTERNAL_ID'),
    accounts: [...new Set(accounts)].sort(),
    includesManagementAccount: text('REPLINT_MANAGEMENT_ACCOUNT') === 'true',
    aggregator: aggregatorOf(text('REPLINT_CONFIG_AGGREGATOR'), text('REPLINT_CONFIG_AGGREGATOR_REGION')),
    importer: importerOf(text('REPLINT_SECURITY_HUB')),
    reportLock: reportLockOf(text('REPLINT_REPORT_LOCK')),
    limits: {
      maxConcurrency: number('REPLINT_MAX_CONCURRENCY', 20),
      batchSize: number('REPLINT_BATCH_SIZE', 10),
      toleratedFailurePercentage: number('REPLINT_TOLERATED_FAILURE_PERCENTAGE', 10, 0),
    },
  };
}

/** @param region empty = that of the job */
function aggregatorOf(name: string, region: string): JobSettings['aggregator'] {
  return name === '' ? null : { name, region: region === '' ? null : region };
}

/** @param product ARN of the account's own product in Security Hub; empty = nothing is imported */
function importerOf(product: string): Importer | null {
  if (product === '') return null;
  const [, region, account] =
    /^arn:aws[a-z-]*:securityhub:([a-z0-9-]+):(\d{12}):product\/\2\/default$/u.exec(product) ?? [];
  if (region === undefined || account === undefined)
    throw new ExpectedError(
      `REPLINT_SECURITY_HUB is "${product}".`,
      'It must be the ARN of the account’s own product, or empty: arn:aws:securityhub:REGION:ACCOUNT:product/ACCOUNT/default.',
    );
  return { account, region };
}

/** @param lock `GOVERNANCE:365`; empty = none */
function reportLockOf(lock: string): JobSettings['reportLock'] {
  if (lock === '') return null;
  const [, mode, days] = /^(GOVERNANCE|COMPLIANCE):([1-9]\d{0,4})$/u.exec(lock) ?? [];
  if (mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE')
    throw new ExpectedError(
      `REPLINT_REPORT_LOCK is "${lock}".`,
      'It must be a mode of Object Lock and days, or empty: GOVERNANCE:365.',
    );
  return { mode, days: Number(days) };
}
