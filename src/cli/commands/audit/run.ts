/** `replint audit`: reads the inputs, or the live accounts, runs the audit, writes what was asked for. */
import { judgeInputs, type JudgementArguments } from '../../../run/judge-inputs.js';
import { ensureOutputs, wantedFormats, writeOutputs, type OutputArguments } from '../../writing/write-outputs.js';

export type AuditArguments = JudgementArguments & OutputArguments;

/** The exit code. */
export async function audit(given: readonly string[], args: AuditArguments): Promise<number> {
  // Live accounts take minutes to read: not for a report that has no place.
  if (given.length === 0) await ensureOutputs(args);
  const formats = wantedFormats(args).map(({ format }) => format);
  const { report, exitCode, failOn, rules } = await judgeInputs(given, args, formats);
  await writeOutputs(report, args, { failOn, rules, inputs: given });
  return exitCode;
}
