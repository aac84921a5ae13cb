import { covers, denyInOrganization, denyInRole, narrowBoundary, without } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { objectLock: true },
  broken: {
    'no statement allows it': without('ReadSource', 's3:GetObjectLegalHold'),
    'the statement covers other objects': covers('ReadSource', ({ source }) => `arn:aws:s3:::${source}-old/*`),
    'the role denies it': denyInRole('s3:GetObjectRetention'),
    'the boundary leaves it out': { correct: { objectLock: true, boundary: true }, change: narrowBoundary('kms:*') },
    'an organization policy denies it': {
      correct: { objectLock: true, scp: true },
      change: denyInOrganization('s3:GetObjectRetention'),
    },
    'neither lock can be read': (s) => {
      without('ReadSource', 's3:GetObjectRetention')(s);
      without('ReadSource', 's3:GetObjectLegalHold')(s);
    },
  },
  silent: {
    'the source has no Object Lock': { correct: {}, change: without('ReadSource', 's3:GetObjectRetention') },
  },
};
