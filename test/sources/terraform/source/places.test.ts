import { describe, expect, test } from '@jest/globals';
import { standIn } from '../../../../src/basics/stand-in.js';
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

describe('Regions that nobody knows', () => {
  const code = `
variable "east" {}
variable "west" {}
provider "aws" {
  region = var.east
}
provider "aws" {
  alias  = "west"
  region = var.west
}
provider "aws" {
  alias  = "same"
  region = var.west
}
resource "aws_s3_bucket" "east" {
}
resource "aws_s3_bucket" "west" {
  provider = aws.west
}
resource "aws_s3_bucket" "same" {
  provider = aws.same
}
`;

  test.each([
    ['none given by hand', {}, standIn('region', 'var.east')],
    ['one given by hand, which is that of the provider without an alias', { region: 'us-east-1' }, 'us-east-1'],
  ])('%s', async (_, options, east) => {
    const { estate } = await openEstate([InputFile.ofText('main.tf', code)], options, null);
    const west = standIn('region', 'var.west');
    expect(estate.instances.map(({ place }) => place.region)).toEqual([east, west, west]);
  });
});
