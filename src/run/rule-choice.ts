/** `--rule` and `--skip-rule`: which rules count in a run. */
import { didYouMean } from '../basics/nearest-name.js';
import { UsageError } from '../basics/usage-error.js';
import type { Config } from '../config/model.js';

export interface RuleChoice {
  /** Ids and groups; empty = all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/** What tells of missing evidence, of bugs, and of buckets that were asked for in vain holds whichever rules were asked for. */
const always = /^(?:evidence\/|rule-crashed$|coverage\/asked-bucket-does-not-replicate$)/u;

/**
 * The configuration with the rules that were not asked for switched off.
 * @param ids of all rules
 * @throws UsageError for what is neither a rule nor a group
 */
export function withRules(config: Config, { only, skip }: RuleChoice, ids: readonly string[]): Config {
  if (only.length === 0 && skip.length === 0) return config;
  const asked = new Set(only.flatMap((name) => idsOf(name, '--rule', ids)));
  const skipped = new Set(skip.flatMap((name) => idsOf(name, '--skip-rule', ids)));
  const severity = new Map(config.severity);
  for (const id of ids) {
    const isAsked = only.length === 0 || asked.has(id) || always.test(id);
    if (!isAsked || skipped.has(id)) severity.set(id, 'off');
    // Asked for by name: what the configuration switched off counts again.
    else if (asked.has(id) && severity.get(id) === 'off') severity.delete(id);
  }
  return { ...config, severity };
}

/** `kms`, `kms/`, `kms/*` and `kms/encrypt-not-allowed`. */
function idsOf(name: string, option: string, ids: readonly string[]): readonly string[] {
  const group = name.replace(/\/\*?$/u, '');
  const found = ids.includes(name) ? [name] : ids.filter((id) => id.startsWith(`${group}/`));
  if (found.length > 0) return found;
  const groups = new Set(ids.map((id) => id.split('/')[0] ?? id));
  throw new UsageError(
    `\`${option}\`: there is no rule and no group of rules \`${name.slice(0, 80)}\`.${didYouMean(name, [...ids, ...groups])}`,
    '`replint rules` lists them all.',
  );
}

/** What the report says of the choice; null where all rules count. */
export function choiceText({ only, skip }: RuleChoice): string | null {
  const parts = [
    ...(only.length === 0
      ? []
      : [`Only findings of ${only.join(', ')} are shown, and what tells of missing evidence (--rule).`]),
    ...(skip.length === 0 ? [] : [`Findings of ${skip.join(', ')} are left out (--skip-rule).`]),
  ];
  return parts.length === 0 ? null : `${parts.join(' ')} The verdicts are those of all rules.`;
}
