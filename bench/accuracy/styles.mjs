/** Ways to write the same thing: each changes how an estate looks and nothing of what it allows. Knows nothing of replint's own code. */

function listOf(value) {
  return Array.isArray(value) ? value : [value];
}

export function rolesOf(s) {
  return s.accounts.flatMap(({ roles }) => roles.filter(({ RolePolicyList }) => RolePolicyList));
}
function documents(s) {
  return rolesOf(s).flatMap(({ RolePolicyList }) => RolePolicyList.map((one) => one.PolicyDocument));
}

function inBucketPolicies(s, change) {
  for (const bucket of s.accounts.flatMap(({ buckets }) => buckets)) {
    if (bucket.GetBucketPolicy?.Policy === undefined) continue;
    const policy = JSON.parse(bucket.GetBucketPolicy.Policy);
    change(policy, bucket);
    bucket.GetBucketPolicy.Policy = JSON.stringify(policy);
  }
}

function scalar(value) {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}

/** [name, change]; the last ones change the form of documents and come last. */
export const styles = [
  [
    'one-action-a-statement',
    (s) => {
      for (const policy of documents(s))
        policy.Statement = policy.Statement.flatMap((one) =>
          listOf(one.Action).map((Action, index) => ({ ...one, Sid: `${one.Sid}${index}`, Action })),
        );
    },
  ],
  [
    'scalars',
    (s) => {
      for (const policy of documents(s))
        for (const one of policy.Statement) {
          one.Action = scalar(one.Action);
          one.Resource = scalar(one.Resource);
        }
      inBucketPolicies(s, (policy) => {
        for (const one of policy.Statement) one.Action = scalar(one.Action);
      });
    },
  ],
  [
    'lists',
    (s) => {
      for (const policy of documents(s))
        for (const one of policy.Statement) {
          one.Resource = listOf(one.Resource);
          for (const operator of Object.values(one.Condition ?? {}))
            for (const name of Object.keys(operator)) operator[name] = listOf(operator[name]);
        }
    },
  ],
  [
    'letter-case',
    (s) => {
      for (const policy of documents(s))
        for (const one of policy.Statement) {
          one.Action = listOf(one.Action).map((name) => name.toLowerCase());
          if (one.Condition?.StringLike === undefined) continue;
          one.Condition = {
            StringLike: Object.fromEntries(
              Object.entries(one.Condition.StringLike).map(([name, values]) => [
                name === 'kms:ViaService' ? 'KMS:viaservice' : name,
                values,
              ]),
            ),
          };
        }
    },
  ],
  [
    'no-sids',
    (s) => {
      for (const policy of documents(s)) for (const one of policy.Statement) delete one.Sid;
    },
  ],
  [
    'exact-via-service',
    (s) => {
      for (const policy of documents(s))
        for (const one of policy.Statement) {
          const like = one.Condition?.StringLike;
          if (like?.['kms:ViaService'] === undefined) continue;
          const { 'kms:ViaService': service, 'kms:EncryptionContext:aws:s3:arn': context, ...rest } = like;
          one.Condition = {
            StringEquals: { 'kms:ViaService': service },
            ArnLike: { 'kms:EncryptionContext:aws:s3:arn': context },
            ...(Object.keys(rest).length === 0 ? {} : { StringLike: rest }),
          };
        }
    },
  ],
  [
    'tls-only-everywhere',
    (s) => {
      for (const bucket of s.accounts.flatMap(({ buckets }) => buckets)) {
        if (bucket.GetBucketPolicy === undefined) continue;
        const statement = {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: ['s3:*'],
          Resource: [`arn:aws:s3:::${bucket.Name}`, `arn:aws:s3:::${bucket.Name}/*`],
          Condition: { Bool: { 'aws:SecureTransport': [false] } },
        };
        const policy = JSON.parse(bucket.GetBucketPolicy.Policy ?? '{"Version":"2012-10-17","Statement":[]}');
        policy.Statement.push(statement);
        bucket.GetBucketPolicy = { Policy: JSON.stringify(policy) };
      }
    },
  ],
  [
    'perimeter-that-exempts-the-role',
    (s) => {
      inBucketPolicies(s, (policy, bucket) => {
        policy.Statement.push({
          Sid: 'OnlyFromHere',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [`arn:aws:s3:::${bucket.Name}`, `arn:aws:s3:::${bucket.Name}/*`],
          Condition: {
            StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' },
            ArnNotLike: { 'aws:PrincipalArn': rolesOf(s).map(({ Arn }) => Arn) },
          },
        });
      });
    },
  ],
  [
    'deny-of-what-is-not-asked',
    (s) => {
      for (const policy of documents(s))
        policy.Statement.push({
          Sid: 'Never',
          Effect: 'Deny',
          Action: ['s3:DeleteBucket', 's3:PutBucketPolicy', 'kms:ScheduleKeyDeletion'],
          Resource: '*',
        });
    },
  ],
  [
    'trusted-services-as-a-list',
    (s) => {
      for (const { AssumeRolePolicyDocument } of rolesOf(s)) {
        const [{ Principal }] = AssumeRolePolicyDocument.Statement;
        if (Principal.Service !== undefined) Principal.Service = listOf(Principal.Service);
      }
    },
  ],
  [
    'other-buckets-and-roles',
    (s) => {
      const [home] = s.accounts;
      for (const name of ['unrelated-logs', 'unrelated-assets']) {
        const copy = structuredClone(home.buckets[0]);
        const nothing = { Error: { Code: 'ReplicationConfigurationNotFoundError', Message: '' } };
        home.buckets.push({ ...copy, Name: name, GetBucketReplication: nothing });
      }
    },
  ],
  [
    'managed-policy',
    (s) => {
      for (const account of s.accounts)
        for (const role of account.roles) {
          const Arn = `arn:aws:iam::${account.id}:policy/${role.RoleName}`;
          const [{ PolicyDocument: Document }] = role.RolePolicyList;
          account.policies.push({
            PolicyName: role.RoleName,
            Arn,
            DefaultVersionId: 'v3',
            PolicyVersionList: [
              { VersionId: 'v3', IsDefaultVersion: true, Document },
              { VersionId: 'v1', IsDefaultVersion: false, Document: { Version: '2012-10-17', Statement: [] } },
            ],
          });
          role.RolePolicyList = [];
          role.AttachedManagedPolicies = [{ PolicyName: role.RoleName, PolicyArn: Arn }];
        }
    },
  ],
  [
    'encoded-documents',
    (s) => {
      for (const role of rolesOf(s)) {
        role.AssumeRolePolicyDocument = encodeURIComponent(JSON.stringify(role.AssumeRolePolicyDocument));
        for (const one of role.RolePolicyList) one.PolicyDocument = JSON.stringify(one.PolicyDocument);
      }
    },
  ],
];
