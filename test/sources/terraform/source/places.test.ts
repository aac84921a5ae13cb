import { expect, test } from '@jest/globals';
import { InputFile } from '../../../../src/sources/input-file.js';
import { openEstate } from '../../../../src/sources/terraform/source/open-source.js';

test('a statement is found behind a reference, a local and jsonencode', async () => {
  const text = `
locals {
  doc = { Statement = [{ Effect = "Allow" }, { Effect = "Deny" }] }
}
data "aws_iam_policy_document" "d" {
  statement {
    actions = ["a:b"]
  }
  statement {
    actions = ["c:d"]
  }
}
resource "aws_iam_role_policy" "one" {
  role   = "r"
  policy = data.aws_iam_policy_document.d.json
}
resource "aws_iam_role_policy" "two" {
  role   = "r"
  policy = jsonencode(local.doc)
}
`;
  const { placeOf } = await openEstate([InputFile.ofText('main.tf', text)], {}, null);
  expect(placeOf('aws_iam_role_policy.one', ['policy'], ['Statement', '1'])).toMatchObject({
    file: 'main.tf',
    line: 9,
  });
  expect(placeOf('aws_iam_role_policy.two', ['policy'], ['Statement', '1', 'Effect'])).toMatchObject({ line: 3 });
  expect(placeOf('aws_iam_role_policy.two', ['role'], [])).toMatchObject({ line: 18 });
});
