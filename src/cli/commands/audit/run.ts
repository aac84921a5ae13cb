/** `replint audit`: reads the inputs, or the live accounts, runs the audit, writes what was asked for. */
import { judgeInputs, type JudgementArguments } from '../../../run/judge-inputs.js';
import { ensureOutputs, wantedFormats, writeOutputs } from '../../writing/write-outputs.js';

export interface AuditArguments extends JudgementArguments {
  readonly format: readonly string[] | undefined;
  readonly color: boolean | undefined;
}

/** The exit code. */
export async function audit(given: readonly string[], args: AuditArguments): Promise<number> {
  // Live accounts take minutes to read: not for a report that has no place.
  if (given.length === 0) await ensureOutputs(args.format);
  else wantedFormats(args.format);
  const { report, exitCode, failOn, rules } = await judgeInputs(given, args);
  await writeOutputs(report, { format: args.format, color: args.color, failOn, rules });
  return exitCode;
}
