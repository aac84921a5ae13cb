/** Terraform code, audited as a folder of files beside other inputs. */
import type { Report } from '../../../src/report/model.js';
import { run } from '../../../src/run.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { plainRun } from '../../plain-run.js';

/** @param texts by their names; those in one folder are one input */
export async function auditCode(texts: Readonly<Record<string, string>>): Promise<Report> {
  const files = Object.entries(texts).map(
    ([name, text]) => new InputFile({ name, given: name.split('/')[0] ?? name, text, bytes: null }),
  );
  return run({ inputs: await readFiles(files), ...plainRun }).report;
}

/** A bucket that replicates into another one of the account: `src` and `dst`, by a role `r`. */
export function pairOf(resource = '"*"', account = '111122223333'): string {
  return `
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["${account}"]
}
resource "aws_s3_bucket" "b" {
  for_each = toset(["src", "dst"])
  bucket   = each.key
}
resource "aws_s3_bucket_versioning" "b" {
  for_each = aws_s3_bucket.b
  bucket   = each.value.bucket
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_iam_role" "r" {
  name               = "r"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "s3.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
resource "aws_iam_role_policy" "p" {
  role   = aws_iam_role.r.name
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = ${resource} }]
  })
}
resource "aws_s3_bucket_replication_configuration" "c" {
  depends_on = [aws_s3_bucket_versioning.b]
  bucket     = aws_s3_bucket.b["src"].id
  role       = aws_iam_role.r.arn
  rule {
    id     = "all"
    status = "Enabled"
    filter {}
    delete_marker_replication {
      status = "Disabled"
    }
    destination {
      bucket = aws_s3_bucket.b["dst"].arn
    }
  }
}
`;
}
