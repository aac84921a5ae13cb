/** What rules say about a permission that the role lacks on a bucket or its objects, and what to do. */

export const permissionMessages = {
  notAllowed:
    'Replication role {{principal}} is not allowed {{action}} on {{resource}} ({{place}}) for {{replicationRule}} of {{sourceBucket}}: {{reason}}. {{consequence}}',
  partly:
    'Replication role {{principal}} is allowed {{action}} on only some of the objects ({{resource}}, {{place}}) that {{replicationRule}} of {{sourceBucket}} selects, for example not on {{counterexample}}: {{reason}}. {{consequence}}',
} as const;

/** The statement to add, or what to change instead: for every rule about a permission. */
export const permissionHelp = { notAllowed: '{{remedy}}', partly: '{{remedy}}' } as const;
