/**
 * The library. Audit, explain, fix and compare snapshots, read and audit live accounts, and render what came out. The examples in
 * `examples/` run as they stand.
 */
export { ExpectedError } from './basics/expected-error.js';
export { collectLive } from './collectors/load.js';
export type { CollectOptions, CollectResult } from './collectors/model.js';
export { emptyConfig, type Config } from './config/model.js';
export type * from './diff/model.js';
export { audit, explain } from './judge.js';
export {
  auditLive,
  auditSnapshots,
  diffOfReports,
  diffSnapshots,
  explainSnapshots,
  fixSnapshots,
  type ExplainOptions,
  type FixOptions,
  type FixedSnapshots,
  type JudgeOptions,
  type LiveOptions,
} from './library.js';
export type * from './fix/model.js';
export { renderDiff, renderExplanation, renderReport, type RenderOptions, type RenderReportOptions } from './render.js';
export { exitCodeOf } from './report/exit-code.js';
export type * from './report/explanation.js';
export type * from './report/model.js';
export type * from './report/patch.js';
export { reporterNames, type ReporterName } from './reporters/index.js';
export { ruleFacts } from './rule-facts.js';
export { run, type RunOptions, type RunResult } from './run.js';
export { NotASnapshot, type SnapshotSource } from './snapshot-source.js';
export { InvalidInput } from './sources/faults/invalid-input.js';
export { readSnapshots } from './sources/snapshot/read-snapshot.js';
