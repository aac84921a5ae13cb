import { covers, denyInOrganization, denyInRole, narrowBoundary, without } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'no statement allows it': without('ReadSource', 's3:GetObjectVersionTagging'),
    'the statement covers other objects': covers('ReadSource', ({ source }) => `arn:aws:s3:::${source}-old/*`),
    'the role denies it': denyInRole('s3:GetObjectVersionTagging'),
    'the boundary leaves it out': { correct: { boundary: true }, change: narrowBoundary('kms:*') },
    'an organization policy denies it': {
      correct: { scp: true },
      change: denyInOrganization('s3:GetObjectVersionTagging'),
    },
  },
};
