/** HCL as a tree: bodies with attributes and blocks, and expressions. */

/** 1-based, columns in UTF-16 units. */
export interface At {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What an operation or a call makes is named by what is `written` in the code: one line, cut where it is long. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly at: At }
  | { readonly kind: 'template'; readonly parts: readonly TemplatePart[]; readonly at: At }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[]; readonly at: At }
  | { readonly kind: 'object'; readonly entries: readonly ObjectEntry[]; readonly at: At }
  | {
      readonly kind: 'for';
      readonly keyName: string | null;
      readonly valueName: string;
      readonly collection: Expression;
      /** Null = a tuple is made. */
      readonly key: Expression | null;
      readonly value: Expression;
      readonly condition: Expression | null;
      readonly isGrouping: boolean;
      readonly at: At;
    }
  | { readonly kind: 'variable'; readonly name: string; readonly at: At }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string; readonly at: At }
  | {
      readonly kind: 'index';
      readonly of: Expression;
      readonly key: Expression;
      readonly written: string;
      readonly at: At;
    }
  /** `of[*]` and what is taken of each element. */
  | { readonly kind: 'splat'; readonly of: Expression; readonly each: Expression; readonly at: At }
  /** The element inside of a splat. */
  | { readonly kind: 'element'; readonly at: At }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly arguments: readonly Expression[];
      readonly isExpanded: boolean;
      readonly written: string;
      readonly at: At;
    }
  | {
      readonly kind: 'conditional';
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
      readonly written: string;
      readonly at: At;
    }
  | {
      readonly kind: 'unary';
      readonly operator: string;
      readonly operand: Expression;
      readonly written: string;
      readonly at: At;
    }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
      readonly written: string;
      readonly at: At;
    }
  /** What the parser did not understand. */
  | { readonly kind: 'error'; readonly at: At };

export interface ObjectEntry {
  /** A bare name is a text; one in parentheses is an expression. */
  readonly key: Expression;
  readonly value: Expression;
}

export type TemplatePart =
  | string
  | { readonly kind: 'value'; readonly value: Expression }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: readonly TemplatePart[];
      readonly otherwise: readonly TemplatePart[];
    }
  | {
      readonly kind: 'for';
      readonly keyName: string | null;
      readonly valueName: string;
      readonly collection: Expression;
      readonly body: readonly TemplatePart[];
    };

export interface Attribute {
  readonly value: Expression;
  readonly at: At;
}

export interface Body {
  readonly attributes: ReadonlyMap<string, Attribute>;
  readonly blocks: readonly Block[];
}

export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  readonly at: At;
}
