/** A template on its way to a stack, with what its input says of it. */
import type { Placement } from './values/scope.js';
import type { Template } from './template/template.js';

export interface Source {
  /** Name of the file. */
  readonly name: string;
  readonly template: Template;
  /** What an assembly or an answer of AWS says of the stack. */
  readonly stated?: Partial<Pick<Placement, 'account' | 'region' | 'stackName'>> & {
    readonly parameters?: Readonly<Record<string, unknown>>;
    readonly physicalIds?: ReadonlyMap<string, string>;
    /** Policies of roles that are deployed, and no longer in the template. */
    readonly removedPolicies?: readonly string[];
  };
}
