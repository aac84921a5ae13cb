import { denyInRole, rule, secondRule, without } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the source side lacks the permission': without('ReadSource', 's3:GetObjectVersionAnnotationForReplication'),
    'the role denies writing them': denyInRole('s3:ReplicateObjectAnnotation'),
    'two replication rules of one role: one note': (s) => {
      without('ReadSource', 's3:GetObjectVersionAnnotationForReplication')(s);
      rule(s).Filter = { Prefix: 'a/' };
      secondRule({ Priority: 2, Filter: { Prefix: 'b/' } })(s);
    },
  },
  silent: {
    'the only replication rule is disabled': (s) => {
      without('ReadSource', 's3:GetObjectVersionAnnotationForReplication')(s);
      rule(s).Status = 'Disabled';
    },
  },
};
