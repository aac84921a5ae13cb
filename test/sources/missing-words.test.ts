/** What is missing, as a sentence: its verb goes with its noun. */
import { expect, test } from '@jest/globals';
import { afterDeploymentHint, outsideHint } from '../../src/sources/build/words.js';

test.each([
  ['GetBucketVersioning', 'The versioning of bucket {subject} is not in the given code.'],
  ['ListGrants', 'The grants of key {subject} are not in the given code.'],
  ['ListRolePolicies', 'The inline policies of role {subject} are not in the given code.'],
  ['GetAccountAuthorizationDetails', 'The roles and policies of {subject} are not in the given code.'],
  ['GetPublicAccessBlock', 'Block Public Access of {subject} is not in the given code.'],
  ['ObservedReplication', 'The replication status of objects of bucket {subject} is not in the given code.'],
  ['GetBucketAbac', 'The setting of access control by tags of bucket {subject} is not in the given code.'],
  ['GetRole', 'The role {subject} is not in the given code.'],
])('%s', (operation, sentence) => {
  expect(outsideHint(operation, '').what).toBe(sentence);
});

test('and so does what it depends on', () => {
  expect(afterDeploymentHint('ListGrants', { address: 'x' }).what).toBe(
    'The grants of key {subject} are known only after deployment: they depend on x.',
  );
  expect(afterDeploymentHint('GetKeyPolicy', { address: 'x' }).what).toBe(
    'The key policy of {subject} is known only after deployment: it depends on x.',
  );
});
