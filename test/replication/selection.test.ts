import { describe, expect, test } from '@jest/globals';
import type { ReplicationRule } from '../../src/estate/model.js';
import { destinationOf } from '../../src/replication/configuration/destination-of.js';
import { filterOf, isEnabled, nothingExcluded, selectsClass } from '../../src/replication/configuration/selection.js';
import { objectClasses } from '../../src/replication/vocabulary.js';
import { rule } from './setup.js';

const { Filter: _filter, ...withoutFilter } = rule();
const red = { Key: 'colour', Value: 'red' };
const big = { Key: 'size', Value: 'big' };

function all(without: Partial<ReturnType<typeof filterOf>['without']>): ReturnType<typeof filterOf> {
  return { prefix: '', tags: [], without: { ...nothingExcluded, ...without } };
}

describe('the filter of a rule', () => {
  const cases: readonly (readonly [string, ReplicationRule, ReturnType<typeof filterOf>])[] = [
    ['empty filter', rule({ Filter: {} }), { prefix: '', tags: [], without: nothingExcluded }],
    ['prefix', rule({ Filter: { Prefix: 'logs/' } }), { prefix: 'logs/', tags: [], without: nothingExcluded }],
    ['tag', rule({ Filter: { Tag: red } }), { prefix: '', tags: [red], without: nothingExcluded }],
    [
      'prefix and tags',
      rule({ Filter: { And: { Prefix: 'logs/', Tags: [red, big] } } }),
      { prefix: 'logs/', tags: [red, big], without: nothingExcluded },
    ],
    [
      'tags without a prefix',
      rule({ Filter: { And: { Tags: [red, big] } } }),
      { prefix: '', tags: [red, big], without: nothingExcluded },
    ],
    ['V1 prefix', { ...withoutFilter, Prefix: 'logs/' }, { prefix: 'logs/', tags: [], without: nothingExcluded }],
    ['neither', withoutFilter, { prefix: '', tags: [], without: nothingExcluded }],
    ['all but a prefix', rule({ Filter: { Not: { Prefix: 'tmp/' } } }), all({ prefixes: ['tmp/'] })],
    ['all but a tag', rule({ Filter: { Not: { Tag: red } } }), all({ tags: [red] })],
    [
      'all but several prefixes and tags',
      rule({ Filter: { Not: { Or: { Prefixes: ['tmp/', 'cache/'], Tags: [red, big] } } } }),
      all({ prefixes: ['tmp/', 'cache/'], tags: [red, big] }),
    ],
    [
      'a prefix and a tag, but not a prefix',
      rule({ Filter: { And: { Prefix: 'logs/', Tags: [red], Not: { Prefix: 'logs/tmp/' } } } }),
      { prefix: 'logs/', tags: [red], without: { prefixes: ['logs/tmp/'], tags: [] } },
    ],
    [
      'a prefix, but not a tag',
      rule({ Filter: { And: { Prefix: 'logs/', Not: { Tag: big } } } }),
      { ...all({ tags: [big] }), prefix: 'logs/' },
    ],
    [
      'the filter wins over a top-level prefix',
      rule({ Prefix: 'old/', Filter: {} }),
      { prefix: '', tags: [], without: nothingExcluded },
    ],
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
  // Not a status of S3's: it may be in force, and its verdict is open.
  ['enabled', true],
  [undefined, true],
])('a rule of status %s', (Status, enabled) => {
  const { Status: _, ...none } = rule();
  expect(isEnabled(Status === undefined ? none : rule({ Status }))).toBe(enabled);
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
