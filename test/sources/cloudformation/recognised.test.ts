/** Which text is a template, in the styles that YAML has. */
import { describe, expect, test } from '@jest/globals';
import { parseTemplate } from '../../../src/sources/cloudformation/template/template.js';
import { looksLikeTemplate } from '../../../src/sources/cloudformation/template/looks-like-template.js';

const isTemplate = (text: string): boolean => looksLikeTemplate({ name: 'x.yaml', text, json: null });

describe('templates', () => {
  test.each([
    'Resources:\n  A:\n    Type: AWS::S3::Bucket\n',
    'Resources:\n  A: { Type: AWS::S3::Bucket }\n',
    'Resources: {A: {DeletionPolicy: Retain, "Type": "AWS::S3::Bucket"}}',
    '{Resources: {A: {Type: AWS::S3::Bucket}}}',
    "{ 'Resources': { A: { 'Type': 'Custom::Thing' } }, }",
    '# a comment {\n---\n{\n  Description: x,\n  Resources: {\n    A: {\n      Type: AWS::S3::Bucket } } }\n',
    '--- {Resources: {A: {Type: AWS::S3::Bucket}}}',
    '{AWSTemplateFormatVersion: 2010-09-09, Resources: {}}',
  ])('%j', (text) => {
    expect(isTemplate(text)).toBe(true);
    expect(parseTemplate('x.yaml', text)).toMatchObject({ faults: [], template: expect.anything() });
  });

  test.each([
    '{"Resources": {"A": {"Type": "AWS::S3::Bucket"}',
    '[{Resources: {A: {Type: AWS::S3::Bucket}}}]',
    '{Resources: {A: {Type: bucket}}}',
    '{Type: AWS::S3::Bucket}',
    'Resources: {A: {Kind: AWS::S3::Bucket}}',
    'see Resources: {A: {Type: AWS::S3::Bucket}}',
    '<Resources>{Type: AWS::S3::Bucket}</Resources>',
  ])('not %j', (text) => {
    expect(isTemplate(text)).toBe(false);
  });
});
