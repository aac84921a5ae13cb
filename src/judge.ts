/** The engine with the catalogue of rules handed in: it knows no rule by itself. */
import {
  audit as auditBy,
  type AuditOptions as EngineOptions,
  explain as explainBy,
  type ExplainOptions as EngineExplainOptions,
} from './engine/audit.js';
import type { Estate } from './estate/model.js';
import type { Explanation } from './report/explanation.js';
import type { Report } from './report/model.js';
import { rules } from '../rules/index.generated.js';

/** The engine's options; without `rules` the whole catalogue is run. */
export type AuditOptions = Omit<EngineOptions, 'rules'> & Partial<Pick<EngineOptions, 'rules'>>;
export type ExplainOptions = Omit<EngineExplainOptions, 'rules'>;

/** Judges an estate. Pure: the same estate and options give the same report. */
export function audit(estate: Estate, options: AuditOptions = {}): Report {
  return auditBy(estate, { rules, ...options });
}

/** Walks the requests that S3 makes for an object, or for all objects of a bucket. */
export function explain(estate: Estate, options: ExplainOptions): Explanation {
  return explainBy(estate, { rules, ...options });
}
