/** `replint demo`: the audit of the estate that ships with the package. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { emptyConfig } from '../config/model.js';
import type { Level } from '../engine/report.js';
import { ExpectedError } from '../expected-error.js';
import { ruleFacts } from '../rule-facts.js';
import { run } from '../run.js';
import { wantedFormats, writeOutputs } from './write-outputs.js';

export interface DemoArguments {
  readonly format: readonly string[] | undefined;
  readonly color: boolean | undefined;
  readonly 'fail-on': string | undefined;
  readonly 'allow-incomplete': boolean | undefined;
  readonly 'require-organization': boolean | undefined;
  readonly bucket: readonly string[] | undefined;
}

/** Beside the bundle's folder, or beside the sources'. */
const places = ['../fixtures/demo/estate.json', '../../fixtures/demo/estate.json'];

function estatePath(): string {
  const found = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((path) => existsSync(path));
  if (found === undefined)
    throw new ExpectedError('The demo estate is missing from this installation.', 'Install replint again.');
  return found;
}

export async function demo(args: DemoArguments): Promise<number> {
  const wanted = wantedFormats(args.format);
  const path = estatePath();
  const failOn = (args['fail-on'] as Level | 'never' | undefined) ?? 'error';
  const { report, exitCode } = run({
    inputs: [{ name: 'fixtures/demo/estate.json', kind: 'snapshot', text: readFileSync(path, 'utf8') }],
    config: emptyConfig,
    buckets: args.bucket ?? [],
    failOn,
    allowIncomplete: args['allow-incomplete'] ?? false,
    requireOrganization: args['require-organization'] ?? false,
    baseline: null,
    today: '2026-01-01',
  });
  await writeOutputs(report, { format: args.format, color: args.color, failOn, rules: ruleFacts });
  if (wanted.some(({ format, file }) => format === 'table' && file === null)) process.stdout.write(nextSteps(exitCode));
  return 0;
}

const nextSteps = (exitCode: number): string => `
This was the demo estate; \`replint audit\` would have ended with exit code ${exitCode} on it. Try next:
  replint rules kms/decrypt-not-allowed           why a rule matters, and what to do
  replint demo --format json                      the same as data; also sarif, markdown, junit, csv
  replint audit                                   the account behind your AWS credentials; only reads
  replint audit SNAPSHOT.json                     a snapshot, as replint collect -o FILE writes it
  replint audit --help                            all options
`;
