/** Places in a snapshot that the cases change, and the changes that many of them make. */

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
export function statements(s) {
  return role(s).RolePolicyList[0].PolicyDocument.Statement;
}
export function statement(s, sid) {
  return statements(s).find(({ Sid }) => Sid === sid);
}
export function without(sid, action) {
  return (s) => {
    statement(s, sid).Action = statement(s, sid).Action.filter((name) => name !== action);
  };
}
export function changePolicy(place, change) {
  const policy = JSON.parse(place.Policy);
  change(policy);
  place.Policy = JSON.stringify(policy);
}
export function bucketPolicy(change) {
  return (s) => changePolicy(destinationBucket(s).GetBucketPolicy, change);
}
export function keyPolicy(index, change) {
  return (s) => changePolicy(s.accounts.at(-1).keys.at(index).GetKeyPolicy, change);
}
export function trust(s) {
  return role(s).AssumeRolePolicyDocument.Statement[0];
}
export function secondRule(more) {
  return (s) => configuration(s).Rules.push({ ...structuredClone(rule(s)), ID: 'second', ...more });
}
/** A role that S3 Batch Operations takes too, with these statements on top. */
export function forBatch(...more) {
  return (s) => {
    trust(s).Principal.Service = ['s3.amazonaws.com', 'batchoperations.s3.amazonaws.com'];
    statements(s).push(...more);
  };
}
export function allow(Action, Resource) {
  return { Effect: 'Allow', Action, Resource };
}
