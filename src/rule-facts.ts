import { rules } from '../rules/index.generated.js';
import { controlsOf } from './report/controls/index.js';
import type { RuleFacts } from './reporters/reporter.js';

/** The catalogue as reports and people see it. */
export const ruleFacts: readonly RuleFacts[] = rules.map(({ id, meta: { level, title, why, sources, controls } }) => ({
  id,
  level,
  title,
  why,
  sources,
  controls: controlsOf(controls),
}));
