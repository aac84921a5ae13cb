/** `replint audit`: reads the inputs, or the live accounts, runs the audit, writes what was asked for. */
import { readReport } from '../config/read-report.js';
import type { Level, Report } from '../engine/report.js';
import { ExpectedError } from '../expected-error.js';
import { findLiveAnchors } from '../input/live-anchors.js';
import { readInputs } from '../input/read-input.js';
import { run } from '../run.js';
import { configFor } from './config-for.js';
import { inputsOf } from './inputs.js';
import type { LiveArguments } from './live-options.js';
import { standardInput } from './standard-input.js';
import { wantedFormats, writeOutputs } from './write-outputs.js';

export interface AuditArguments extends LiveArguments {
  readonly format: readonly string[] | undefined;
  readonly color: boolean | undefined;
  readonly 'fail-on': string | undefined;
  readonly 'allow-incomplete': boolean | undefined;
  readonly 'require-organization': boolean | undefined;
  readonly bucket: readonly string[] | undefined;
  readonly config: string | undefined;
  readonly baseline: string | undefined;
}

/** The exit code. */
export async function audit(given: readonly string[], args: AuditArguments): Promise<number> {
  wantedFormats(args.format);
  const config = await configFor(args.config);
  const baseline = args.baseline === undefined ? null : await baselineFrom(args.baseline);
  const inputs = await inputsOf(given, args, config);
  const failOn = (args['fail-on'] as Level | 'never' | undefined) ?? config.failOn ?? 'error';
  const { report, exitCode } = run({
    inputs,
    config,
    buckets: args.bucket ?? [],
    failOn,
    allowIncomplete: args['allow-incomplete'] ?? config.allowIncomplete ?? false,
    requireOrganization: args['require-organization'] ?? config.requireOrganization ?? false,
    baseline,
    ...(given.length === 0 ? { liveAnchors: await findLiveAnchors(process.cwd(), config.file) } : {}),
    today: new Date().toISOString().slice(0, 10),
  });
  await writeOutputs(report, { format: args.format, color: args.color, failOn });
  return exitCode;
}

async function baselineFrom(name: string): Promise<Report> {
  const [input] = await readInputs([name], standardInput);
  try {
    return readReport(name, JSON.parse(input?.text ?? ''));
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    throw new ExpectedError(`${name} is no JSON.`, 'Write it with `replint audit --format json=FILE`.', {
      cause: error,
    });
  }
}
