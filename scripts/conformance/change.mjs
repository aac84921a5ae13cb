/** Small changes of an estate, to be combined: where things stand in a snapshot that `buildEstate` made. */
export const sourceBucket = (s) => s.accounts[0].buckets[0];
export const destinationBucket = (s) => s.accounts.at(-1).buckets.at(-1);
export const configuration = (s) => sourceBucket(s).GetBucketReplication.ReplicationConfiguration;
export const rule = (s) => configuration(s).Rules[0];
export const role = (s) => s.accounts[0].roles[0];
export const policy = (s) => role(s).RolePolicyList[0].PolicyDocument;
export const statement = (s, sid) => policy(s).Statement.find(({ Sid }) => Sid === sid);
export const notThere = (Code) => ({ Error: { Code, Message: 'not configured' } });

/** All of several changes. */
export const all =
  (...changes) =>
  (s, w) => {
    for (const change of changes) change(s, w);
  };

export const withoutStatements =
  (...sids) =>
  (s) => {
    policy(s).Statement = policy(s).Statement.filter(({ Sid }) => !sids.includes(Sid));
  };

export const withoutActions =
  (sid, ...actions) =>
  (s) => {
    statement(s, sid).Action = statement(s, sid).Action.filter((name) => !actions.includes(name));
  };

/** Changes a policy that stands in the snapshot as text. */
export const inPolicy = (place, change) => {
  const document = JSON.parse(place.Policy);
  change(document);
  place.Policy = JSON.stringify(document);
};

export const inBucketPolicy = (change) => (s) => inPolicy(destinationBucket(s).GetBucketPolicy, change);
export const inSourceKeyPolicy = (change) => (s) => inPolicy(s.accounts[0].keys[0].GetKeyPolicy, change);
export const inReplicaKeyPolicy = (change) => (s) => inPolicy(s.accounts.at(-1).keys.at(-1).GetKeyPolicy, change);

/** The encryption context as it is for objects without an S3 Bucket Key, and nothing else. */
export const pinToObjects =
  (...sids) =>
  (s) => {
    for (const sid of sids) {
      const { StringLike } = statement(s, sid).Condition;
      const name = 'kms:EncryptionContext:aws:s3:arn';
      StringLike[name] = StringLike[name].filter((arn) => arn.endsWith('/*'));
    }
  };
