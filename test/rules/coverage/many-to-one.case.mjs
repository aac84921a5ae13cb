import { sourceBucket } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': (s) => {
      const copy = structuredClone(sourceBucket(s));
      copy.Name = 'orders-eu';
      s.accounts[0].buckets.push(copy);
    },
    'three sources': (s) => {
      for (const name of ['orders-eu', 'orders-ap']) {
        const copy = structuredClone(sourceBucket(s));
        copy.Name = name;
        s.accounts[0].buckets.push(copy);
      }
    },
    'prefixes that overlap': (s) => {
      const copy = structuredClone(sourceBucket(s));
      copy.Name = 'orders-eu';
      copy.GetBucketReplication.ReplicationConfiguration.Rules[0].Filter = { Prefix: 'a/b/' };
      s.accounts[0].buckets.push(copy);
    },
  },
};
