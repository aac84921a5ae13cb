/**
 * What stands for the policies that are attached beside those that code attaches: AWS attaches FullAWSAccess and RCPFullAWSAccess, which
 * allow everything, and nobody else is known to have replaced them.
 * Source: Organizations User Guide, "Service control policies", "Resource control policies".
 */
const name = 'policies that are not in the input';

export const assumedPolicy = {
  Name: name,
  Content: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  },
};

export function isAssumedPolicy(policy: { readonly name: string }): boolean {
  return policy.name === name;
}
