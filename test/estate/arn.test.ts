import { describe, expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import {
  accountOfArn,
  arnInPartition,
  arnInRegion,
  bucketArn,
  bucketOfArn,
  everyKeyArn,
  isRoleArn,
  keyArn,
  keyIdOfArn,
  objectsArn,
  partitionOfArn,
  partsOf,
  regionOfArn,
  roleArn,
} from '../../src/estate/arn.js';

const role = 'arn:aws:iam::111122223333:role/';

describe('ARNs', () => {
  test.each([
    [`${role}replication`],
    [`${role}service-role/replication`],
    [`${role}team/eu/replication`],
    [`${role}a,b/replication`],
    [`${role}with+all=the,marks.@-_`],
    ['arn:aws-cn:iam::111122223333:role/replication'],
    ['arn:aws-us-gov:iam::111122223333:role/replication'],
    ['arn:aws-iso-b:iam::111122223333:role/replication'],
  ])('%s is a role ARN', (text) => {
    expect(isRoleArn(text)).toBe(true);
  });

  test.each([
    ['a bare name', 'replication'],
    ['two ARNs and a comma', `${role}one,${role}two`],
    ['two ARNs, a comma and a space', `${role}one, ${role}two`],
    ['two ARNs on two lines', `${role}one\n${role}two`],
    ['two ARNs and a semicolon', `${role}one;${role}two`],
    ['a trailing space', `${role}replication `],
    ['a leading space', ` ${role}replication`],
    ['no name', role],
    ['a path without a name', `${role}team/`],
    ['a name of 65 characters', `${role}${'a'.repeat(65)}`],
    ['a wildcard', `${role}*`],
    ['a user', 'arn:aws:iam::111122223333:user/replication'],
    ['a session', 'arn:aws:sts::111122223333:assumed-role/replication/s'],
    ['no account', 'arn:aws:iam:::role/replication'],
    ['a short account', 'arn:aws:iam::1111:role/replication'],
    ['a Region', 'arn:aws:iam:us-east-1:111122223333:role/replication'],
    ['another partition', 'arn:other:iam::111122223333:role/replication'],
    ['nothing', ''],
  ])('%s is not a role ARN', (_, text) => {
    expect(isRoleArn(text)).toBe(false);
  });

  test('are taken apart', () => {
    expect(partsOf('arn:aws:iam::111122223333:role/a:b')?.resource).toBe('role/a:b');
    expect(partsOf('arn:aws:s3')).toBeNull();
    expect(partsOf('urn:aws:s3:::orders')).toBeNull();
    expect(accountOfArn('arn:aws:s3:::orders')).toBeNull();
    expect(accountOfArn('orders')).toBeNull();
    expect(accountOfArn(`${role}a`)).toBe('111122223333');
    expect(regionOfArn('arn:aws:kms:eu-west-1:111122223333:key/k')).toBe('eu-west-1');
    expect(regionOfArn(`${role}a`)).toBeNull();
    expect(partitionOfArn('arn:aws-cn:s3:::orders')).toBe('aws-cn');
    expect(partitionOfArn('orders')).toBeNull();
  });

  test.each([
    ['arn:aws:s3:::orders', { partition: 'aws', name: 'orders', key: null }],
    ['arn:aws:s3:::orders/*', { partition: 'aws', name: 'orders', key: '*' }],
    ['arn:aws-cn:s3:::orders/a/b:c', { partition: 'aws-cn', name: 'orders', key: 'a/b:c' }],
    ['arn:aws:s3:eu-west-1:111122223333:accesspoint/orders', null],
    ['arn:aws:s3-outposts:::orders', null],
    ['arn:aws:sqs:::orders', null],
    ['orders', null],
  ])('the bucket of %s', (arn, expected) => {
    expect(bucketOfArn(arn)).toEqual(expected);
  });

  test('are built', () => {
    const orders = { partition: 'aws-cn', name: 'orders' };
    const place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' };
    expect(bucketArn(orders)).toBe('arn:aws-cn:s3:::orders');
    expect(objectsArn(orders)).toBe('arn:aws-cn:s3:::orders/*');
    expect(objectsArn(orders, 'in/')).toBe('arn:aws-cn:s3:::orders/in/*');
    expect(keyArn(place, 'k')).toBe('arn:aws:kms:eu-west-1:111122223333:key/k');
    expect(everyKeyArn({ ...place, region: null })).toBe('arn:aws:kms:*:111122223333:key/*');
    expect(everyKeyArn({ ...place, account: null })).toBe('arn:aws:kms:eu-west-1:*:key/*');
    expect(keyIdOfArn(keyArn(place, 'mrk-1'))).toBe('mrk-1');
    expect(keyIdOfArn('arn:aws:kms:eu-west-1:111122223333:alias/a')).toBeNull();
    expect(arnInRegion(keyArn(place, 'mrk-1'), 'us-east-1')).toBe('arn:aws:kms:us-east-1:111122223333:key/mrk-1');
    expect(arnInPartition('arn:aws:s3:::orders', 'aws-cn')).toBe('arn:aws-cn:s3:::orders');
    expect(arnInPartition('orders', 'aws-cn')).toBe('orders');
    expect(roleArn('aws', '111122223333', 'team/replication')).toBe(`${role}team/replication`);
  });

  test('are built in one module', () => {
    const folders = ['../../src/', '../../rules/'].map((path) => new URL(path, import.meta.url));
    const files = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => name.replaceAll('\\', '/'))
        .filter((name) => name.endsWith('.ts') && !elsewhere.test(name))
        .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') })),
    );
    const found = files.filter(({ text }) =>
      /`arn:\$\{\w+\}:(?:s3|kms|iam|sts):|split\(':'\)(?:\[[145]\]|\.at\(-1\))/u.test(text),
    );
    expect(found.map(({ name }) => name)).toEqual([]);
  });
});

/** The policy room stands alone and reads patterns; the readers of live accounts read patterns of the auditor's own policy. */
const elsewhere = /^(?:policy|collectors)\/|^estate\/arn\.ts$/u;
