import { expect, test } from '@jest/globals';
import { nameStandIns, standIn } from '../../src/basics/stand-in.js';
import { principalName, withoutArns } from '../../src/report/short-arn.js';

const accounts = ['AWS::AccountId', 'near: AWS::AccountId', 'account of the provider', 'account of provider number 2'];

test.each(accounts)('an account that code does not say leaves no rest of an ARN: %s', (address) => {
  const account = standIn('account', address);
  const region = standIn('region', 'AWS::Region');
  const key = standIn('key', 'aws_kms_key.replica');
  const shown = (text: string): string => nameStandIns(withoutArns(text));
  expect(shown(`arn:aws:iam::${account}:role/orders`)).toBe('orders');
  expect(shown(`arn:aws:iam::${account}:role/path/orders`)).toBe('role/path/orders');
  expect(shown(`arn:aws:kms:${region}:${account}:key/${key}`)).toBe('key/aws_kms_key.replica in AWS::Region');
  expect(shown(`arn:aws:sns:${region}:${account}:topic`)).toBe('sns topic');
  expect(principalName(`arn:aws:iam::${account}:role/orders`)).toBe('Role orders');
  expect(principalName(`arn:aws:iam::${address}:role/orders`)).toBe('Role orders');
});

test('a known account, and what is no ARN', () => {
  expect(principalName('arn:aws:iam::111122223333:role/orders')).toBe('Role orders');
  expect(principalName('s3.amazonaws.com')).toBe('s3.amazonaws.com');
});
