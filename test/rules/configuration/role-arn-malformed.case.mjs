import { configuration } from '../case-parts.mjs';

function named(text) {
  return (s) => {
    configuration(s).Role = text(configuration(s).Role);
  };
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the plain case': named(() => 'orders-replication'),
    'two ARNs and a comma': named((role) => `${role},arn:aws:iam::444455556666:role/orders-target`),
    'two ARNs and a space': named((role) => `${role} ${role}`),
    'a user': named((role) => role.replace(':role/', ':user/')),
    'a session of the role': named((role) => `${role.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/s`),
    'a wildcard': named((role) => role.replace(/[^/]+$/u, '*')),
    'no account': named((role) => role.replace('111122223333', '')),
  },
  silent: {
    'a comma in the name': named((role) => `${role},2`),
    'another role, which was not read': named((role) => `${role}2`),
  },
};
