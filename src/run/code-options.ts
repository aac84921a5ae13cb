/** What code does not say itself, as the command's options and the Action's inputs give it. */
import { isAccountId } from '../basics/aws-names.js';
import { dirname, join } from 'node:path';
import { UsageError } from '../basics/usage-error.js';
import { isRegion } from '../config/region-name.js';
import type { Parameters } from '../config/values-file.js';
import type { Deployment, ReadOptions } from '../sources/adapter.js';
import { readInputFiles, readInputs } from '../sources/files/read-input.js';
import type { InputFile } from '../sources/input-file.js';
import { standardInput } from './standard-input.js';

export interface CodeArguments {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly parameters?: readonly string[] | undefined;
  readonly 'var-file'?: readonly string[] | undefined;
  readonly var?: readonly string[] | undefined;
  readonly deployment?: string | undefined;
  /** A file or folder, or `live`. */
  readonly onto?: string | undefined;
}

const onlyCode = [
  'account',
  'parameters',
  'var-file',
  'var',
  'deployment',
  'onto',
] as const satisfies readonly (keyof CodeArguments)[];

/** @throws UsageError for options about code where none is given */
export function refuseCodeOptions(args: CodeArguments): void {
  const given = onlyCode.find((name) => args[name] !== undefined);
  if (given === undefined) return;
  throw new UsageError(
    `\`--${given}\` is about infrastructure code, and no input is given.`,
    'Name the plan, template or folder, or leave out the option to audit the live accounts.',
  );
}

/** @throws UsageError for options that say of code what it does not say itself, where snapshots say it all */
export function refuseOptionsOfCode(args: CodeArguments): void {
  const given = [...onlyCode, 'region' as const].find((name) => name !== 'onto' && args[name] !== undefined);
  if (given === undefined) return;
  throw new UsageError(
    `\`--${given}\` is about infrastructure code or live accounts, and snapshots are given.`,
    'Leave it out: snapshots say themselves where everything is.',
  );
}

/**
 * @throws UsageError for values that cannot be meant
 * @throws ExpectedError with file, line and column for what is wrong in a file
 */
export async function readOptionsOf(args: CodeArguments): Promise<ReadOptions> {
  const { account, region } = args;
  if (account !== undefined && !isAccountId(account))
    throw new UsageError(`\`--account ${account.slice(0, 80)}\` is not an account id.`, 'Give twelve digits.');
  if (region !== undefined && !isRegion(region))
    throw new UsageError(`\`--region ${region.slice(0, 80)}\` is not a Region.`, 'Give one such as eu-west-1.');
  const variables = variablesOf(args.var ?? []);
  const parameters = { ...(await parametersIn(args.parameters ?? [])), ...variables };
  const variableFiles = await filesNamed(args['var-file'] ?? []);
  const deployments = args.deployment === undefined ? [] : await deploymentsIn(args.deployment);
  return {
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(Object.keys(variables).length === 0 ? {} : { variables }),
    ...(variableFiles.length === 0 ? {} : { variableFiles }),
    ...(deployments.length === 0 ? {} : { deployments }),
  };
}

function variablesOf(given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((text) => {
      const equals = text.indexOf('=');
      if (equals > 0) return [text.slice(0, equals), text.slice(equals + 1)] as const;
      throw new UsageError(`\`--var ${text.slice(0, 80)}\` has no value.`, 'Write --var NAME=VALUE.');
    }),
  );
}

async function filesNamed(names: readonly string[]): Promise<readonly InputFile[]> {
  return names.length === 0 ? [] : readInputFiles(names, standardInput);
}

const parameterAdvice = 'Name a file of parameters, in JSON or YAML.';

/** Of several files, a later one counts. */
async function parametersIn(names: readonly string[]): Promise<Parameters> {
  if (names.length === 0) return {};
  const texts = await readInputs(names, standardInput, parameterAdvice);
  const { readParameters } = await import('../config/values-file.js');
  return Object.assign({}, ...texts.map(readParameters)) as Parameters;
}

/** Files of parameters stand beside the file that names them. */
async function deploymentsIn(name: string): Promise<readonly Deployment[]> {
  const [file] = await readInputs([name], standardInput, 'Name a file that lists deployments, in JSON or YAML.');
  if (file === undefined) return [];
  const { readDeployments } = await import('../config/values-file.js');
  const deployments: Deployment[] = [];
  for (const { parameters, ...rest } of readDeployments(file)) {
    if (typeof parameters !== 'string')
      deployments.push({ ...rest, ...(parameters === undefined ? {} : { parameters }) });
    else deployments.push({ ...rest, parameters: await parametersIn([join(dirname(name), parameters)]) });
  }
  return deployments;
}

/** @throws UsageError for a deployment of a file that is not among the inputs */
export function refuseStrangeDeployments({ deployments = [] }: ReadOptions, files: readonly InputFile[]): void {
  const plain = (path: string): string => path.replaceAll('\\', '/').replace(/^\.\//u, '');
  const strange = deployments.find(
    ({ file }) => !files.some(({ name }) => plain(name) === plain(file) || plain(name).endsWith(`/${plain(file)}`)),
  );
  if (strange === undefined) return;
  throw new UsageError(
    `The deployment of \`${strange.file.slice(0, 200)}\` is of a file that is not among the inputs.`,
    'Name the template as it is given, or its path below a folder that is given.',
  );
}
