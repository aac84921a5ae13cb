/** Terraform code in 500 files: a root of 100, and 80 modules of five files each; beside what the same estate takes as a snapshot. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, median, repeat, round } from './measure.mjs';
import { largeSnapshot } from './terraform.mjs';

const command = fileURLToPath(new URL('../dist/replint.js', import.meta.url));
const pairs = 100;
const modules = 80;

/** Locals, conditionals, loops, documents and dynamic blocks, as modules have them. */
const moduleFiles = {
  'variables.tf': `variable "name" { type = string }
variable "prefixes" {
  type    = list(string)
  default = [""]
}
variable "tags" {
  type    = map(string)
  default = {}
}
variable "settings" {
  type = object({ kms = optional(bool, true), delete_markers = optional(bool, false) })
  default = {}
}
`,
  'main.tf': `terraform {
  required_providers {
    aws = { source = "hashicorp/aws", configuration_aliases = [aws.replica] }
  }
}
locals {
  source  = lower(join("-", compact(["orders", var.name, ""])))
  replica = "\${local.source}-replica"
  tags    = merge(var.tags, { Name = local.source })
  rules   = { for index, prefix in var.prefixes : format("rule-%02d", index) => { prefix = prefix, priority = index + 1 } }
}
resource "aws_s3_bucket" "source" {
  bucket = local.source
  tags   = local.tags
}
resource "aws_s3_bucket" "replica" {
  provider = aws.replica
  bucket   = local.replica
  tags     = local.tags
}
resource "aws_s3_bucket_versioning" "source" {
  bucket = aws_s3_bucket.source.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_versioning" "replica" {
  provider = aws.replica
  bucket   = aws_s3_bucket.replica.id
  versioning_configuration { status = "Enabled" }
}
`,
  'keys.tf': `resource "aws_kms_key" "source" {
  count       = var.settings.kms ? 1 : 0
  description = "objects of \${local.source}"
}
resource "aws_kms_key" "replica" {
  provider = aws.replica
  count    = var.settings.kms ? 1 : 0
}
resource "aws_s3_bucket_server_side_encryption_configuration" "source" {
  bucket = aws_s3_bucket.source.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = var.settings.kms ? "aws:kms" : "AES256"
      kms_master_key_id = try(aws_kms_key.source[0].arn, null)
    }
  }
}
`,
  'role.tf': `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }
  }
}
data "aws_iam_policy_document" "replication" {
  statement {
    actions   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
    resources = [aws_s3_bucket.source.arn]
  }
  statement {
    actions   = [for what in ["", "Acl", "Tagging"] : what == "" ? "s3:GetObjectVersionForReplication" : "s3:GetObjectVersion\${what}"]
    resources = ["\${aws_s3_bucket.source.arn}/*"]
  }
  statement {
    actions   = concat(["s3:ReplicateObject", "s3:ReplicateTags"], var.settings.delete_markers ? ["s3:ReplicateDelete"] : [])
    resources = ["\${aws_s3_bucket.replica.arn}/*"]
  }
  dynamic "statement" {
    for_each = aws_kms_key.source
    content {
      actions   = ["kms:Decrypt"]
      resources = [statement.value.arn]
    }
  }
  dynamic "statement" {
    for_each = aws_kms_key.replica[*].arn
    content {
      actions   = ["kms:Encrypt"]
      resources = [statement.value]
    }
  }
}
resource "aws_iam_role" "replication" {
  name               = substr("\${local.source}-replication", 0, 64)
  assume_role_policy = data.aws_iam_policy_document.trust.json
}
resource "aws_iam_role_policy" "replication" {
  name   = "replication"
  role   = aws_iam_role.replication.name
  policy = data.aws_iam_policy_document.replication.json
}
`,
  'replication.tf': `resource "aws_s3_bucket_replication_configuration" "this" {
  depends_on = [aws_s3_bucket_versioning.source, aws_s3_bucket_versioning.replica]
  bucket     = aws_s3_bucket.source.id
  role       = aws_iam_role.replication.arn
  dynamic "rule" {
    for_each = local.rules
    content {
      id       = rule.key
      priority = rule.value.priority
      status   = "Enabled"
      filter { prefix = rule.value.prefix }
      delete_marker_replication { status = var.settings.delete_markers ? "Enabled" : "Disabled" }
      dynamic "source_selection_criteria" {
        for_each = var.settings.kms ? [1] : []
        content {
          sse_kms_encrypted_objects { status = "Enabled" }
        }
      }
      destination {
        bucket = aws_s3_bucket.replica.arn
        dynamic "encryption_configuration" {
          for_each = aws_kms_key.replica
          content { replica_kms_key_id = encryption_configuration.value.arn }
        }
      }
    }
  }
}
`,
};

const providers = `provider "aws" { region = "us-east-1" }
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
`;

/** @returns how many files there are */
export function largeSource(folder) {
  let files = 0;
  const write = (path, text) => {
    writeFileSync(join(folder, path), text);
    files += 1;
  };
  for (let number = 0; number < modules; number += 1) {
    mkdirSync(join(folder, `modules/pair-${number}`), { recursive: true });
    for (const [name, text] of Object.entries(moduleFiles)) write(`modules/pair-${number}/${name}`, text);
  }
  for (let number = 0; number < pairs; number += 1)
    write(
      `pair-${number}.tf`,
      `${number === 0 ? providers : ''}module "pair_${number}" {
  source    = "./modules/pair-${number % modules}"
  providers = { aws = aws, aws.replica = aws.west }
  name      = "${number}"
  prefixes  = [for team in ["a", "b"] : "\${team}/"]
  settings  = { kms = ${number % 2 === 0} }
}
`,
    );
  return files;
}

async function* terraformSource() {
  const folder = mkdtempSync(join(tmpdir(), 'replint-bench-'));
  try {
    const [source, snapshot] = [join(folder, 'source'), join(folder, 'snapshot.json')];
    mkdirSync(source);
    const files = largeSource(source);
    if (files !== 500) throw new Error(`${files} files`);
    writeFileSync(snapshot, JSON.stringify(largeSnapshot(pairs)));
    const audit = (input) => measure([command, 'audit', input, '--format', 'json'], { keepsOutput: true });
    const { stdout } = audit(source);
    const { verdicts } = JSON.parse(stdout).summary;
    if (verdicts.replicates !== 2 * pairs)
      throw new Error(`the benchmark measures something else: ${JSON.stringify(verdicts)}`);
    const runs = repeat(3, () => ({ source: audit(source), snapshot: audit(snapshot) }));
    const seconds = (name) => median(runs.map((run) => run[name].seconds));
    yield { name: 'terraform-source-500', value: round(seconds('source')), unit: 's' };
    yield { name: 'terraform-source-500-cpu', value: round(median(runs.map((run) => run.source.cpu))), unit: 's' };
    yield { name: 'terraform-source-500-peak', value: round(median(runs.map((run) => run.source.peak))), unit: 'MB' };
    yield { name: 'terraform-source-500-snapshot', value: round(seconds('snapshot')), unit: 's' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const benchmarks = new Map([['terraform-source', terraformSource]]);
