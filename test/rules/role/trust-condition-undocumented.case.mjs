import { trust } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the account of the bucket is asked for': (s) => {
      trust(s).Condition = { StringEquals: { 'aws:SourceAccount': '111122223333' } };
    },
    'the bucket is asked for': (s, names) => {
      trust(s).Condition = { ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${names.source}` } };
    },
    'the organization is asked for': (s) => {
      trust(s).Condition = { StringEquals: { 'aws:SourceOrgID': 'o-exampleorg1' } };
    },
  },
  silent: {
    'only where the key is there': (s) => {
      trust(s).Condition = { StringEqualsIfExists: { 'aws:SourceAccount': '111122223333' } };
    },
  },
};
