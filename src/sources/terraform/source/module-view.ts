/** What the parts of an evaluation share, and what they see of a module. */
import type { PlanKnowledge } from '../plan-knowledge.js';
import type { Value } from '../model.js';
import type { ModuleConfig, SourceFiles } from './configuration.js';
import type { At, Attribute, Block } from './hcl/ast.js';
import type { Scope } from './hcl/evaluate.js';
import type { WorkBudget } from './hcl/budget.js';
import type { templateFile } from './functions/template-file.js';
import type { Providers } from './providers.js';
import type { Root } from './roots/remote-state.js';
import type { Repetition } from './repeated/repetitions.js';

/** What all modules of a source share. */
export interface SourceContext {
  readonly files: SourceFiles;
  readonly budget: WorkBudget;
  readonly knowledge: PlanKnowledge | null;
  /** Root variables that were given, as values. */
  readonly given: ReadonlyMap<string, Value>;
  readonly providers: Providers;
  readonly parse: Parameters<typeof templateFile>[2];
  /** Nothing more is worked out from here on: where, and why. */
  readonly overrun: (at: At, why: string) => void;
  /** All root modules, for one that reads the state of another. */
  readonly roots: () => readonly Root[];
  /** In front of addresses, to tell several sources apart. */
  readonly prefix: string;
}

/** The `module` block that makes a module; null for the root. */
export interface CallOf<Parent extends ModuleView = ModuleView> {
  readonly parent: Parent;
  readonly block: Block;
  readonly repetition: Repetition;
}

export interface ModuleView {
  readonly config: ModuleConfig;
  readonly context: SourceContext;
  readonly call: CallOf | null;
  /** `module.a["k"].`, with a dot behind; empty for the root. */
  readonly path: string;
  scope(repetition?: Repetition): Scope;
  valueOf(attribute: Attribute | undefined, scope: Scope): Value | undefined;
}
