/** `Fn::Cidr`. Source: CloudFormation Template Reference, "Fn::Cidr", with its examples. */
import { expect, test } from '@jest/globals';
import { addressBlocks } from '../../../src/sources/cloudformation/values/cidr.js';
import { auditTexts } from './audit-of-files.js';
import { edited, plainTemplate } from './template-text.js';

test.each([
  [
    '192.168.0.0/24',
    '6',
    '5',
    ['192.168.0.0/27', '192.168.0.32/27', '192.168.0.64/27', '192.168.0.96/27', '192.168.0.128/27', '192.168.0.160/27'],
  ],
  ['10.0.0.0/16', '2', '', ['10.0.0.0/24', '10.0.1.0/24']],
  ['10.0.0.77/30', '1', '2', ['10.0.0.76/30']],
  ['0.0.0.0/0', '2', '31', ['0.0.0.0/1', '128.0.0.0/1']],
  [
    '255.255.255.252/30',
    '4',
    '0',
    ['255.255.255.252/32', '255.255.255.253/32', '255.255.255.254/32', '255.255.255.255/32'],
  ],
  // More blocks than fit, or than CloudFormation makes; blocks that are larger than the whole; what is not an address.
  ['10.0.0.0/24', '3', '7', null],
  ['10.0.0.0/8', '257', '8', null],
  ['10.0.0.0/24', '1', '9', null],
  ['10.0.0.0/24', '0', '4', null],
  ['10.0.0.0/33', '1', '4', null],
  ['10.0.0/24', '1', '4', null],
  ['10.0.0.256/24', '1', '4', null],
  ['10.0.0.0', '1', '4', null],
  ['2001:db8::/56', '1', '64', null],
])('%s in %s blocks of %s bits', (block, count, bits, blocks) => {
  expect(addressBlocks(block, count, bits)).toEqual(blocks);
});

test.each([
  ['!Select [1, !Cidr [10.0.0.0/16, 2, 8]]', 'replicates'],
  ['!Select [0, !Cidr [10.0.0.0/16, 2, 8]]', 'fails'],
  ["!Select ['0', !Cidr [!GetAtt Network.CidrBlock, 2, 8]]", 'unknown'],
])('a tag that must be %s', async (block, verdict) => {
  const text = edited(
    plainTemplate,
    [
      '    Type: AWS::IAM::Role\n    Properties:\n',
      '    Type: AWS::IAM::Role\n    Properties:\n      Tags: [{ Key: net, Value: 10.0.1.0/24 }]\n',
    ],
    [
      'Action: [s3:ReplicateObject, s3:ReplicateTags]',
      `Action: [s3:ReplicateObject, s3:ReplicateTags]\n            Condition: { StringEquals: { aws:PrincipalTag/net: ${block} } }`,
    ],
  );
  const { replication } = await auditTexts({ 'template.yaml': `${text}  Network: { Type: AWS::EC2::VPC }\n` });
  expect(replication.map((each) => each.verdict)).toEqual([verdict]);
});
