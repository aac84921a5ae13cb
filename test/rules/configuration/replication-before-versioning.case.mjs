import { sourceBucket } from '../case-parts.mjs';

function unordered(...names) {
  return (s) => {
    sourceBucket(s).UnorderedVersioning = { Buckets: names.map((Name) => ({ Name })) };
  };
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'behind neither side': unordered('orders', 'orders-replica'),
    'behind the source only': unordered('orders-replica'),
    'behind the destination only': unordered('orders'),
  },
  silent: {
    'behind both': unordered(),
    'another bucket is meant': unordered('elsewhere'),
    'the code does not show it': (s) => {
      sourceBucket(s).UnorderedVersioning = { Unresolved: { address: 'local.order' } };
    },
  },
};
