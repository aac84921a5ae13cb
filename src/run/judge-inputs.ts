/** Inputs, or the live accounts, judged under the configuration: what `replint audit` and the GitHub Action do alike. */
import type { Config } from '../config/model.js';
import type { Level, Report } from '../report/model.js';
import type { Diff } from '../diff/model.js';
import { changeOf } from './change-of.js';
import { findLiveAnchors } from './live-anchors.js';
import type { WhichExplanations } from '../explain-report.js';
import { showsExplanations, type ReporterName } from '../reporters/index.js';
import type { RuleFacts } from '../reporters/reporter.js';
import { ruleFacts } from '../rule-facts.js';
import { run, type RunOptions } from '../run.js';
import type { Reading } from '../sources/adapter.js';
import { bucketNames } from './bucket-names.js';
import { evidenceFrom } from './evidence-from.js';
import { configFor } from './config-for.js';
import type { CodeArguments } from './code-options.js';
import { inputsOf } from './inputs.js';
import type { LiveArguments } from './live/live-arguments.js';
import { reportFrom } from './report-file.js';
import { choiceText, withRules } from './rule-choice.js';

export interface JudgementArguments extends LiveArguments, Omit<CodeArguments, 'region'> {
  readonly 'fail-on': string | undefined;
  readonly 'allow-incomplete': boolean | undefined;
  readonly 'require-organization': boolean | undefined;
  readonly bucket: readonly string[] | undefined;
  readonly config: string | undefined;
  readonly rule: readonly string[] | undefined;
  readonly 'skip-rule': readonly string[] | undefined;
  readonly baseline: string | undefined;
  readonly evidence?: readonly string[] | undefined;
  readonly 'explain-all': boolean | undefined;
}

export interface Judgement {
  readonly report: Report;
  readonly exitCode: 0 | 1 | 3;
  /** As given, or as the configuration says. */
  readonly failOn: Level | 'never';
  /** The catalogue, each rule at the level that the configuration gives it. */
  readonly rules: readonly RuleFacts[];
  /** What the inputs do to what they are laid over; null where they are not a change. */
  readonly change: () => Diff | null;
  /** What was judged, and how: to be worked on without reading it again. */
  readonly judged: RunOptions & { readonly inputs: readonly Reading[] };
}

/**
 * @param given snapshot files; none = the live accounts
 * @param formats that the report is wanted in
 * @throws ExpectedError
 */
export async function judgeInputs(
  given: readonly string[],
  args: JudgementArguments,
  formats: readonly ReporterName[],
): Promise<Judgement> {
  const choice = { only: args.rule ?? [], skip: args['skip-rule'] ?? [] };
  const config = withRules(
    await configFor(args.config),
    choice,
    ruleFacts.map(({ id }) => id),
  );
  const baseline = args.baseline === undefined ? null : await reportFrom(args.baseline);
  const evidence = await evidenceFrom(args);
  const inputs = await inputsOf(given, args, config);
  const failOn = (args['fail-on'] as Level | 'never' | undefined) ?? config.failOn ?? 'error';
  const judged = {
    inputs,
    config,
    buckets: bucketNames(args.bucket ?? []),
    ruleChoice: choiceText(choice),
    failOn,
    allowIncomplete: args['allow-incomplete'] ?? config.allowIncomplete ?? false,
    requireOrganization: args['require-organization'] ?? config.requireOrganization ?? false,
    baseline,
    evidence,
    explain: whichExplanations(args, formats),
    ...(given.length === 0 ? { liveAnchors: await findLiveAnchors(process.cwd(), config.file) } : {}),
    today: new Date().toISOString().slice(0, 10),
  };
  const { report, exitCode, estate } = run(judged);
  return {
    report,
    exitCode,
    failOn,
    rules: rulesUnder(config),
    judged,
    change: () => changeOf(judged, { report, estate }),
  };
}

/** All where they are asked for; otherwise what a page that shows them can hold. */
export function whichExplanations(
  args: { readonly 'explain-all': boolean | undefined },
  formats: readonly ReporterName[],
): WhichExplanations {
  if (args['explain-all'] === true) return 'all';
  return formats.some(showsExplanations) ? 'worst' : 'none';
}

function rulesUnder({ severity }: Config): readonly RuleFacts[] {
  return ruleFacts.map((facts) => {
    const level = severity.get(facts.id) ?? 'off';
    return level === 'off' ? facts : { ...facts, level };
  });
}
