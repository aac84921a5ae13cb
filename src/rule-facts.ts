import { rules } from '../rules/index.generated.js';
import type { RuleFacts } from './reporters/reporter.js';

/** The catalogue as reports and people see it. */
export const ruleFacts: readonly RuleFacts[] = rules.map(({ id, meta: { level, title, why, sources } }) => ({
  id,
  level,
  title,
  why,
  sources,
}));
