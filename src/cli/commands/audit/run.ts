/** `replint audit`: reads the inputs, or the live accounts, runs the audit, writes what was asked for. */
import { renderChange } from '../../../diff/render-change.js';
import { markdownText } from '../../../reporters/escape/markdown.js';
import { messageLimit } from '../../../reporters/escape/terminal.js';
import { ensureInputsSpared } from '../../../output/spare-inputs.js';
import { judgeInputs, type JudgementArguments } from '../../../run/judge-inputs.js';
import { judgedWith } from '../../writing/option-words.js';
import { ensureOutputs, wantedFormats, writeOutputs, type OutputArguments } from '../../writing/write-outputs.js';

export type AuditArguments = JudgementArguments & OutputArguments;

/** The exit code. */
export async function audit(given: readonly string[], args: AuditArguments): Promise<number> {
  // Nothing is read, and nothing written, for reports of which one has no place.
  await ensureOutputs(args);
  const wanted = wantedFormats(args);
  const outputs = wanted.map(({ file }) => file);
  await ensureInputsSpared(outputs, [...given, args.onto, args.config, ...(args.evidence ?? [])]);
  const formats = wanted.map(({ format }) => format);
  const { report, exitCode, failOn, rules, change } = await judgeInputs(given, args, formats);
  const diff = formats.includes('markdown') ? change() : null;
  const lead = diff === null ? {} : { lead: renderChange(diff, (text) => markdownText(text, messageLimit)) };
  await writeOutputs(report, args, { failOn, rules, inputs: given, repeated: judgedWith(args), ...lead });
  return exitCode;
}
