/** What a function of a template can see: its stack with parameters and conditions, the other stacks, bound names. */
import type { Existing } from '../../existing.js';
import type { Value } from '../../terraform/model.js';
import type { UnseenCode } from '../../unseen-code.js';
import type { Marks, Spot } from '../template/marks.js';
import type { Node } from '../template/node.js';
import type { Resource, Template } from '../template/template.js';

/** Where a stack is, as far as anybody says. Account and Region may be stand-ins. */
export interface Placement {
  readonly account: string;
  readonly region: string;
  /** Assumed where `openPartition` is set: conditions may ask for it. */
  readonly partition: string;
  /** What stands for the partition where nobody says which one it is. */
  readonly openPartition?: string;
  /** Null = not known. */
  readonly stackName: string | null;
  /** What is there before, where the template is a change. */
  readonly existing?: Existing;
}

/** A template, deployed once. */
export interface Stack {
  readonly template: Template;
  readonly placement: Placement;
  /** Before logical ids, where several stacks are read together; unique. */
  readonly prefix: string;
  /** Values that were given: by a file, by a deployment, by the stack around it. */
  readonly given: ReadonlyMap<string, Value>;
  /** Whether another stack of the input makes it: its defaults are then facts. */
  readonly isNested: boolean;
  /** Resources by their logical ids as they are called in AWS, where answers about the deployed stack say so. */
  readonly physicalIds: ReadonlyMap<string, string>;
  /** Logical IDs of policies of roles that are deployed, and no longer in the template. */
  readonly removedPolicies?: readonly string[];
}

/** The value of a resource in `Ref` and `GetAtt`. */
export interface Names {
  readonly ref: (stack: Stack, resource: Resource) => Value;
  readonly attribute: (stack: Stack, resource: Resource, name: string) => Value;
}

/** The other stacks. */
export interface Neighbours {
  readonly exported: (from: Stack, name: string) => Value;
  readonly output: (
    from: Stack,
    stackName: string,
    output: string,
    at: { readonly region: string | null; readonly account: string | null },
  ) => Value;
}

/** Which of the cases that nobody decided is looked at. */
export interface Choice {
  /**
   * What an undecided test of a condition is in this case; undefined = not decided by it.
   * @param asks `row`: which row of a mapping is meant
   */
  readonly valueOf: (test: string, asks?: 'row') => boolean | undefined;
}

export interface Scope {
  /** `evaluate` of evaluate.ts, which all functions work with. */
  readonly evaluate: (node: Node, scope: Scope, address: string, at?: number) => Value | undefined;
  readonly stack: Stack;
  readonly names: Names;
  readonly neighbours: Neighbours;
  readonly choice: Choice;
  readonly marks: Marks;
  /** Names that `Fn::ForEach` and `Fn::Sub` bind. */
  readonly locals: ReadonlyMap<string, Value>;
  /** Hears of what is assumed. */
  readonly notes: NoteBook;
  /** What is being worked out, against circles. */
  readonly open: Set<string>;
}

/** A function where it stands. */
export interface Calling {
  readonly scope: Scope;
  /** Of the resource in which it stands. */
  readonly address: string;
  readonly at: number;
}

export interface UnseenPart extends Omit<UnseenCode, 'place'> {
  readonly spot: Spot;
}

export interface NoteBook {
  readonly defaultTaken: (stack: Stack, parameter: string) => void;
  readonly say: (note: string) => void;
  /** Nobody knows what it makes, and it may set up replication. */
  readonly unseen: (part: UnseenPart) => void;
}
