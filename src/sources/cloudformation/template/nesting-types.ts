/** Types of resources that make stacks. */

export const stackType = 'AWS::CloudFormation::Stack';
export const stackSetType = 'AWS::CloudFormation::StackSet';

const nestingTypes: ReadonlySet<string> = new Set([stackType, stackSetType]);

export function isNesting({ type }: { readonly type: string }): boolean {
  return nestingTypes.has(type);
}
