import { sourceBucket } from '../case-parts.mjs';

function alsoFor(...names) {
  return (s) => {
    for (const name of names)
      s.accounts[0].buckets.push({ ...structuredClone(sourceBucket(s)), Name: `orders-${name}` });
  };
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': alsoFor('a', 'b', 'c', 'd'),
    many: alsoFor(...Array.from({ length: 30 }, (_, index) => String(index))),
    'with KMS, across accounts': { correct: { kms: true, crossAccount: true }, change: alsoFor('a', 'b', 'c', 'd') },
  },
  silent: {
    four: alsoFor('a', 'b', 'c'),
  },
};
