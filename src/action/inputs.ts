/** The Action's inputs, as the runner passes them: environment variables, all of them text. */
import type { JudgementArguments } from '../run/judge-inputs.js';
import { parseFormats } from '../output/wanted-formats.js';
import { ExpectedError } from '../basics/expected-error.js';
import { didYouMean } from '../basics/nearest-name.js';
import type { WantedFile } from '../output/write-reports.js';
import { reporterNames } from '../reporters/index.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ActionInputs {
  /** Paths and patterns of snapshots, plans and code, in whichever input they stand; none = the live accounts. */
  readonly snapshots: readonly string[];
  readonly judgement: JudgementArguments;
  readonly files: readonly WantedFile[];
  readonly summary: boolean;
  readonly annotations: boolean;
  /** Folder that gets what mends the findings; null = it is not wanted. */
  readonly fixes: string | null;
}

/** The inputs that say which accounts are read, and how. */
const onlyLive = ['assume-role', 'external-id', 'accounts', 'org', 'concurrency', 'observe', 'timeout'] as const;

/** @throws ExpectedError for the first input that cannot be understood */
export function readActionInputs(environment: Environment): ActionInputs {
  const text = (name: string): string | undefined => {
    const value = (environment[`INPUT_${name.toUpperCase()}`] ?? '').trim();
    return value === '' ? undefined : value;
  };
  const lines = (name: string): readonly string[] =>
    (text(name) ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const list = (name: string): readonly string[] | undefined => (lines(name).length === 0 ? undefined : lines(name));

  const snapshots = ['input', 'plan', 'source'].flatMap(lines);
  if (snapshots.length > 0 && text('onto') !== 'live') refuseLive(onlyLive.find((name) => text(name) !== undefined));
  return {
    snapshots,
    judgement: {
      profile: undefined,
      region: text('region'),
      account: text('account'),
      parameters: list('parameters'),
      'var-file': list('var-files'),
      var: list('vars'),
      deployment: text('deployment'),
      onto: text('onto'),
      'assume-role': list('assume-role'),
      'external-id': text('external-id'),
      accounts: text('accounts'),
      org: text('org'),
      concurrency: wholeNumber('concurrency', text('concurrency')),
      observe: wholeNumber('observe', text('observe')),
      timeout: wholeNumber('timeout', text('timeout')),
      progress: false,
      debug: false,
      quiet: true,
      bucket: list('buckets'),
      rule: undefined,
      'skip-rule': undefined,
      'explain-all': false,
      config: text('config'),
      baseline: text('baseline'),
      'fail-on': oneOf('fail-on', text('fail-on'), ['error', 'warning', 'note', 'never']),
      'allow-incomplete': yesOrNo('allow-incomplete', text('allow-incomplete')),
      'require-organization': yesOrNo('require-organization', text('require-organization')),
    },
    files: filesOf(lines('formats')),
    summary: yesOrNo('summary', text('summary')) ?? true,
    annotations: yesOrNo('annotations', text('annotations')) ?? true,
    fixes: text('fixes') ?? null,
  };
}

/** @param given - an input about live accounts, beside one that names files */
function refuseLive(given: string | undefined): void {
  if (given === undefined) return;
  throw new ExpectedError(
    `The input "${given}" is about live accounts, and "input", "plan" or "source" names files.`,
    'Leave those out to audit live accounts, or the first one to audit the files.',
  );
}

function filesOf(lines: readonly string[]): ActionInputs['files'] {
  return parseFormats(lines, reporterNames).map(({ format, file }) => {
    if (file !== null) return { format, file };
    throw new ExpectedError(
      `The input "formats" names no file for ${format}.`,
      `Write ${format}=FILE, one format a line. The log always has the table.`,
    );
  });
}

/** The spellings that YAML 1.2 has for them, as other Actions take them. */
function yesOrNo(name: string, value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (['true', 'True', 'TRUE'].includes(value)) return true;
  if (['false', 'False', 'FALSE'].includes(value)) return false;
  throw new ExpectedError(`The input "${name}" is "${value}".`, 'Write true or false.');
}

function oneOf(name: string, value: string | undefined, choices: readonly string[]): string | undefined {
  if (value === undefined || choices.includes(value)) return value;
  throw new ExpectedError(
    `The input "${name}" is "${value}".${didYouMean(value, choices)}`,
    `It is one of ${choices.join(', ')}.`,
  );
}

function wholeNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,9}$/u.test(value) ? Number(value) : 0;
  if (number >= 1) return number;
  throw new ExpectedError(`The input "${name}" is "${value}".`, 'It takes a whole number from 1.');
}
