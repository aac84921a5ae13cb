import { rule } from '../case-parts.mjs';

function filtered(Filter) {
  return (s) => {
    rule(s).Filter = Filter;
  };
}
const hot = { Key: 'class', Value: 'hot' };
const cold = { Key: 'class', Value: 'cold' };

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': filtered({ And: { Prefix: 'logs/2026/', Not: { Prefix: 'logs/' } } }),
    'a shorter prefix is left out, letter by letter': filtered({ And: { Prefix: 'ab', Not: { Prefix: 'a' } } }),
    'its own prefix among others': filtered({ And: { Prefix: 'a/', Not: { Or: { Prefixes: ['b/', 'a/'] } } } }),
    'a tag that it leaves out': filtered({ And: { Tags: [hot], Not: { Tag: hot } } }),
    'two values of one tag': filtered({ And: { Tags: [hot, cold] } }),
    'a prefix longer than a key': filtered({ Prefix: 'p'.repeat(1025) }),
    'a tag longer than a tag': filtered({ Tag: { Key: 'k'.repeat(129), Value: '' } }),
    'more tags than an object has': filtered({
      And: { Tags: [...'abcdefghijk'].map((Key) => ({ Key, Value: 'v' })) },
    }),
  },
  silent: {
    'nobody knows what it leaves out': filtered({ Not: { Prefix: '' } }),
    'a narrower prefix is left out': filtered({ And: { Prefix: 'logs/', Not: { Prefix: 'logs/2026/' } } }),
    'another value is left out': filtered({ And: { Tags: [hot], Not: { Tag: cold } } }),
    'the same tag twice': filtered({ And: { Tags: [hot, hot] } }),
    'the rule is disabled': (s) => {
      rule(s).Status = 'Disabled';
      rule(s).Filter = { And: { Prefix: 'a/', Not: { Prefix: 'a/' } } };
    },
  },
};
