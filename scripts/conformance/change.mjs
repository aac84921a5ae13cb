/** Small changes of an estate, to be combined: where things stand in a snapshot that `buildEstate` made. */
export function sourceBucket(s) {
  return s.accounts[0].buckets[0];
}
export function destinationBucket(s) {
  return s.accounts.at(-1).buckets.at(-1);
}
export function configuration(s) {
  return sourceBucket(s).GetBucketReplication.ReplicationConfiguration;
}
export function rule(s) {
  return configuration(s).Rules[0];
}
export function role(s) {
  return s.accounts[0].roles[0];
}
export function policy(s) {
  return role(s).RolePolicyList[0].PolicyDocument;
}
export function statement(s, sid) {
  return policy(s).Statement.find(({ Sid }) => Sid === sid);
}
export function notThere(Code) {
  return { Error: { Code, Message: 'not configured' } };
}

/** All of several changes. */
export function all(...changes) {
  return (s, w) => {
    for (const change of changes) change(s, w);
  };
}

export function withoutStatements(...sids) {
  return (s) => {
    policy(s).Statement = policy(s).Statement.filter(({ Sid }) => !sids.includes(Sid));
  };
}

export function withoutActions(sid, ...actions) {
  return (s) => {
    statement(s, sid).Action = statement(s, sid).Action.filter((name) => !actions.includes(name));
  };
}

/** Changes a policy that stands in the snapshot as text. */
export function inPolicy(place, change) {
  const document = JSON.parse(place.Policy);
  change(document);
  place.Policy = JSON.stringify(document);
}

export function inBucketPolicy(change) {
  return (s) => inPolicy(destinationBucket(s).GetBucketPolicy, change);
}
export function inSourceKeyPolicy(change) {
  return (s) => inPolicy(s.accounts[0].keys[0].GetKeyPolicy, change);
}
export function inReplicaKeyPolicy(change) {
  return (s) => inPolicy(s.accounts.at(-1).keys.at(-1).GetKeyPolicy, change);
}

/** The encryption context as it is for objects without an S3 Bucket Key, and nothing else. */
export function pinToObjects(...sids) {
  return (s) => {
    for (const sid of sids) {
      const { StringLike } = statement(s, sid).Condition;
      const name = 'kms:EncryptionContext:aws:s3:arn';
      StringLike[name] = StringLike[name].filter((arn) => arn.endsWith('/*'));
    }
  };
}
