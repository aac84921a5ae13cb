/** Inputs, or the live accounts, and what mends them: what `replint fix` and the GitHub Action do alike. */
import type { Level } from '../report/model.js';
import { repair, type Repaired, type RepairOptions } from '../repair.js';
import { ruleFacts } from '../rule-facts.js';
import { bucketNames } from './bucket-names.js';
import type { CodeArguments } from './code-options.js';
import { configFor } from './config-for.js';
import { inputsOf } from './inputs.js';
import type { LiveArguments } from './live/live-arguments.js';
import { choiceText, withRules } from './rule-choice.js';

export interface RepairArguments extends LiveArguments, Omit<CodeArguments, 'region'> {
  readonly bucket: readonly string[] | undefined;
  readonly config: string | undefined;
  readonly rule: readonly string[] | undefined;
  readonly 'skip-rule': readonly string[] | undefined;
  readonly 'require-organization': boolean | undefined;
  readonly level: string;
  readonly harden: boolean | undefined;
}

/**
 * @param given files; none = the live accounts
 * @throws ExpectedError
 */
export async function repairInputs(given: readonly string[], args: RepairArguments): Promise<Repaired> {
  const choice = { only: args.rule ?? [], skip: args['skip-rule'] ?? [] };
  const config = withRules(
    await configFor(args.config),
    choice,
    ruleFacts.map(({ id }) => id),
  );
  const inputs = await inputsOf(given, args, config);
  const options: RepairOptions = {
    inputs,
    config,
    buckets: bucketNames(args.bucket ?? []),
    ruleChoice: choiceText(choice),
    failOn: 'error',
    allowIncomplete: false,
    requireOrganization: args['require-organization'] ?? config.requireOrganization ?? false,
    baseline: null,
    today: new Date().toISOString().slice(0, 10),
    level: args.level as Level,
    harden: args.harden ?? false,
  };
  const repaired = repair(options);
  if (given.length === 0 || repaired.report.patches.length === 0) return repaired;
  // Libraries that read text with its form are for those who have files.
  const { withProvedEdits } = await import('../proved-edits.js');
  return withProvedEdits(repaired, options);
}
