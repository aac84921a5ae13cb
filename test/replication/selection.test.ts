import { describe, expect, test } from '@jest/globals';
import type { ReplicationRule } from '../../src/estate/model.js';
import { destinationOf } from '../../src/replication/destination-of.js';
import { filterOf, isEnabled, selectsClass } from '../../src/replication/selection.js';
import { objectClasses } from '../../src/replication/vocabulary.js';
import { rule } from './setup.js';

const { Filter: _filter, ...withoutFilter } = rule();
const red = { Key: 'colour', Value: 'red' };
const big = { Key: 'size', Value: 'big' };

describe('the filter of a rule', () => {
  const cases: readonly (readonly [string, ReplicationRule, ReturnType<typeof filterOf>])[] = [
    ['empty filter', rule({ Filter: {} }), { prefix: '', tags: [] }],
    ['prefix', rule({ Filter: { Prefix: 'logs/' } }), { prefix: 'logs/', tags: [] }],
    ['tag', rule({ Filter: { Tag: red } }), { prefix: '', tags: [red] }],
    [
      'prefix and tags',
      rule({ Filter: { And: { Prefix: 'logs/', Tags: [red, big] } } }),
      { prefix: 'logs/', tags: [red, big] },
    ],
    ['tags without a prefix', rule({ Filter: { And: { Tags: [red, big] } } }), { prefix: '', tags: [red, big] }],
    ['V1 prefix', { ...withoutFilter, Prefix: 'logs/' }, { prefix: 'logs/', tags: [] }],
    ['neither', withoutFilter, { prefix: '', tags: [] }],
    ['the filter wins over a top-level prefix', rule({ Prefix: 'old/', Filter: {} }), { prefix: '', tags: [] }],
  ];
  test.each(cases)('%s', (_, one, expected) => {
    expect(filterOf(one)).toEqual(expected);
  });
});

describe('the classes that a rule selects', () => {
  const selected = (one: ReplicationRule): string[] =>
    objectClasses.filter((objectClass) => selectsClass(one, objectClass));

  test.each([
    ['without criteria', undefined, ['SSE-S3', 'SSE-C']],
    ['switched off', { SseKmsEncryptedObjects: { Status: 'Disabled' } }, ['SSE-S3', 'SSE-C']],
    ['switched on', { SseKmsEncryptedObjects: { Status: 'Enabled' } }, [...objectClasses]],
    ['other criteria only', { ReplicaModifications: { Status: 'Enabled' } }, ['SSE-S3', 'SSE-C']],
  ])('KMS %s', (_, criteria, expected) => {
    expect(selected(criteria === undefined ? rule() : rule({ SourceSelectionCriteria: criteria }))).toEqual(expected);
  });
});

test.each([
  ['Enabled', true],
  ['Disabled', false],
  ['enabled', false],
])('a rule of status %s', (Status, enabled) => {
  expect(isEnabled(rule({ Status }))).toBe(enabled);
});

describe('the destination of a rule', () => {
  test.each([
    ['arn:aws:s3:::replica', { partition: 'aws', name: 'replica' }],
    ['arn:aws-cn:s3:::replica', { partition: 'aws-cn', name: 'replica' }],
    ['replica', null],
    ['', null],
    ['arn:aws:s3:::', null],
    ['arn::s3:::replica', null],
    ['arn:aws:s3:::replica/prefix', null],
    ['arn:aws:s3:::*', null],
    ['arn:aws:s3:us-east-1::replica', null],
    ['arn:aws:s3::111122223333:replica', null],
    ['arn:aws:s3:::replica:extra', null],
    ['arn:aws:s3-outposts:us-east-1:111122223333:outpost/op-1/bucket/replica', null],
  ])('%s', (Bucket, expected) => {
    expect(destinationOf(rule({ Destination: { Bucket } }))).toEqual(expected);
  });
});
