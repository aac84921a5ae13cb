/** Code of Terraform as it is evaluated and where it stands in its files, for whoever edits it. */
import type { OrderedBehind } from '../model.js';
import type { Block } from './hcl/ast.js';
import type { Spans } from './hcl/parse.js';
import type { ModuleInstance } from './module-instance.js';
import type { Repetition } from './repeated/repetitions.js';

/** One instance of a resource or data source. */
export interface Found {
  readonly module: ModuleInstance;
  /** `aws_s3_bucket.b`, `data.aws_iam_policy_document.d` */
  readonly id: string;
  readonly block: Block;
  readonly repetition: Repetition;
}

export interface OpenedCode {
  /** By their addresses. */
  readonly found: ReadonlyMap<string, Found>;
  readonly spans: Spans;
  readonly orderedBehind: OrderedBehind;
}

/** What stands at a pointer of the facts. */
export interface CodeAt {
  readonly code: OpenedCode;
  /** One of `code.found`. */
  readonly address: string;
  readonly path: readonly (string | number)[];
}
