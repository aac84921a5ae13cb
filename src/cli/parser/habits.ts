/** What people type by habit, from other tools: commands by other names, options by other names, a file in place of a command. */

/** Names of commands in other tools, and ours. */
const commandNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
    audit: ['scan', 'lint', 'check', 'test', 'validate', 'verify', 'analyze', 'analyse', 'run', 'report', 'judge'],
    collect: ['snapshot', 'export', 'fetch', 'download', 'read', 'dump', 'pull'],
    rules: ['rule', 'list', 'list-rules', 'checks', 'docs'],
    explain: ['why', 'describe', 'show', 'trace', 'simulate'],
    diff: ['compare', 'drift'],
    merge: ['join', 'combine'],
    init: ['setup', 'configure', 'config'],
    demo: ['example', 'sample', 'try'],
    policy: ['permissions', 'iam'],
    completion: ['completions', 'autocomplete'],
  }).flatMap(([ours, theirs]) => theirs.map((name) => [name, ours] as const)),
);

/** The command of ours that another tool's name means; undefined where there is none. */
export function commandMeant(name: string): string | undefined {
  return commandNames.get(name.toLowerCase());
}

const onlyOne = ', and repeat the option for each value';

/** Options of other tools, without their dashes, and how to say it here. */
const optionAdvice: ReadonlyMap<string, string> = new Map([
  ...['json', 'sarif', 'markdown', 'junit', 'csv', 'table'].map(
    (name) => [name, `Write \`--format ${name}\`, or \`--format ${name}=FILE\`.`] as const,
  ),
  ['output-format', 'Write `--format NAME`, or `--format NAME=FILE`.'],
  ['reporter', 'Write `--format NAME`, or `--format NAME=FILE`.'],
  ['out', 'Write `--output FILE`, or `--format NAME=FILE`.'],
  ['outfile', 'Write `--output FILE`, or `--format NAME=FILE`.'],
  ...['severity', 'min-severity', 'severity-threshold', 'threshold', 'failure-threshold', 'level', 'exit-code'].map(
    (name) =>
      [name, 'Write `--fail-on error|warning|note|never`: the lowest level of finding that fails the run.'] as const,
  ),
  ...['strict', 'max-warnings', 'warnings-as-errors', 'werror'].map(
    (name) => [name, 'Write `--fail-on warning`.'] as const,
  ),
  ...['soft-fail', 'exit-zero', 'no-fail', 'no-exit-code', 'exit-0'].map(
    (name) =>
      [
        name,
        'Write `--fail-on never`. Add `--allow-incomplete` so that missing evidence does not fail the run either.',
      ] as const,
  ),
  ...[
    'skip-check',
    'skip',
    'ignore',
    'ignore-rule',
    'exclude',
    'exclude-rule',
    'disable',
    'disable-rule',
    'suppress',
  ].map(
    (name) =>
      [
        name,
        `Write \`--skip-rule ID\`${onlyOne}. To accept single findings with a reason, see \`replint init\` (suppressions).`,
      ] as const,
  ),
  ...['check', 'checks', 'rules', 'include', 'only', 'enable', 'select'].map(
    (name) => [name, `Write \`--rule ID\`${onlyOne}.`] as const,
  ),
  ['buckets', `Write \`--bucket NAME\`${onlyOne}.`],
  ['role', 'Write `--assume-role ARN`.'],
  ['role-arn', 'Write `--assume-role ARN`.'],
  ['account', 'Write `--assume-role ARN` for a role in that account, or `--accounts FILE` for many.'],
  ['organization', 'Write `--org ROLE`: the name of a role that exists in every account.'],
  ['parallel', 'Write `--concurrency NUMBER`.'],
  ['jobs', 'Write `--concurrency NUMBER`.'],
  ['silent', 'Write `--quiet`.'],
  ['verbose-output', 'Write `--verbose`.'],
  ['trace', 'Write `--debug`.'],
  ['colour', 'Write `--color`, or `--no-color`.'],
  ['config-file', 'Write `--config FILE`.'],
  ['file', 'Give the file without an option: `replint audit FILE`.'],
  ['input', 'Give the file without an option: `replint audit FILE`.'],
  ['directory', 'Give the folder without an option: `replint audit FOLDER`.'],
  ['endpoint-url', 'Set AWS_ENDPOINT_URL in the environment, as for every AWS tool.'],
  ['list', 'Run `replint rules`.'],
  ['list-rules', 'Run `replint rules`.'],
  ['list-checks', 'Run `replint rules`.'],
]);

/**
 * How to say here what an option of another tool says.
 * @param option with its dashes, without a value
 */
export function adviceFor(option: string): string | undefined {
  const name = option.replace(/^-+/u, '').toLowerCase();
  return optionAdvice.get(name) ?? optionAdvice.get(name.replaceAll('_', '-')) ?? optionAdvice.get(`${name}s`);
}

/** Whether a word can only be meant for a file: it has a dot or a slash, or stands for standard input. */
function looksLikeFile(word: string): boolean {
  return word === '-' || /[./\\]/u.test(word);
}

/**
 * The command line as the parser knows it: `replint FILE` is `replint audit FILE`, `help audit` is `audit --help`.
 * @param isThere whether a file or folder of that name exists
 */
export function plainSpoken(
  words: readonly string[],
  commands: readonly string[],
  isThere: (path: string) => boolean,
): readonly string[] {
  const [first, second] = words;
  if (first === undefined) return words;
  if (first === 'help') return second !== undefined && commands.includes(second) ? [second, '--help'] : ['--help'];
  if (first === '-V') return ['--version'];
  if (first.startsWith('-') && first !== '-') return words;
  if (commands.includes(first)) return words;
  return looksLikeFile(first) || (commandMeant(first) === undefined && isThere(first)) ? ['audit', ...words] : words;
}
