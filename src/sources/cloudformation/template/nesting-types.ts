/** Types of resources that make stacks. */

export const stackSetType = 'AWS::CloudFormation::StackSet';

const nestingTypes: ReadonlySet<string> = new Set(['AWS::CloudFormation::Stack', stackSetType]);

export function isNesting({ type }: { readonly type: string }): boolean {
  return nestingTypes.has(type);
}
