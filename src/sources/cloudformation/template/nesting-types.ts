/** Types of resources that make stacks, or come from a template of their own. */

export const stackSetType = 'AWS::CloudFormation::StackSet';

/** SAM makes a stack of it. Source: AWS SAM Developer Guide, AWS::Serverless::Application. */
const applicationType = 'AWS::Serverless::Application';

const nestingTypes: ReadonlySet<string> = new Set(['AWS::CloudFormation::Stack', stackSetType, applicationType]);

export function isNesting({ type }: { readonly type: string }): boolean {
  return nestingTypes.has(type);
}

/** Source: CloudFormation User Guide, "Modules". */
export function isModule({ type }: { readonly type: string }): boolean {
  return type.endsWith('::MODULE');
}

/** The property that names its template. */
export function templateProperty({ type }: { readonly type: string }): string {
  return type === applicationType ? 'Location' : 'TemplateURL';
}
