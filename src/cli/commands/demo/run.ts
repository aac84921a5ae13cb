/** `replint demo`: the audit of the estate that ships with the package. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { emptyConfig } from '../../../config/model.js';
import type { Level } from '../../../report/model.js';
import { ruleFacts } from '../../../rule-facts.js';
import { bucketNames } from '../../../run/bucket-names.js';
import { whichExplanations } from '../../../run/judge-inputs.js';
import { run } from '../../../run.js';
import { packageFile } from '../../package-file.js';
import { thisCommand } from '../../started-as.js';
import { ensureOutputs, wantedFormats, writeOutputs, type OutputArguments } from '../../writing/write-outputs.js';

export interface DemoArguments extends OutputArguments {
  readonly 'fail-on': string | undefined;
  readonly 'allow-incomplete': boolean | undefined;
  readonly 'require-organization': boolean | undefined;
  readonly bucket: readonly string[] | undefined;
}

export async function demo(args: DemoArguments): Promise<number> {
  await ensureOutputs(args);
  const wanted = wantedFormats(args);
  const path = packageFile('fixtures/demo/estate.json');
  const failOn = (args['fail-on'] as Level | 'never' | undefined) ?? 'error';
  const { report, exitCode } = run({
    inputs: [{ name: 'fixtures/demo/estate.json', kind: 'snapshot', text: readFileSync(path, 'utf8') }],
    config: emptyConfig,
    buckets: bucketNames(args.bucket ?? []),
    failOn,
    allowIncomplete: args['allow-incomplete'] ?? false,
    requireOrganization: args['require-organization'] ?? false,
    baseline: null,
    explain: whichExplanations(
      args,
      wanted.map(({ format }) => format),
    ),
    today: '2026-01-01',
  });
  await writeOutputs(report, args, { failOn, rules: ruleFacts, inputs: [demoPath()] });
  if (wanted.some(({ format, file }) => format === 'table' && file === null)) process.stdout.write(nextSteps(exitCode));
  return 0;
}

/** Short, so that the verdicts above stay on the screen. */
function nextSteps(exitCode: number): string {
  const command = thisCommand();
  return `These were the sample accounts. Here audit would end with exit code ${exitCode}.
Why a rule matters:              ${command} rules kms/decrypt-not-allowed
Your own account (read-only):    ${command} audit
`;
}

/** As the reader would have to type it. */
function demoPath(): string {
  const path = packageFile('fixtures/demo/estate.json');
  const near = relative(process.cwd(), path);
  const shown = near.startsWith('..') ? path : near;
  return shown;
}
