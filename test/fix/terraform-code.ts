/** One set-up of replication in Terraform code, its policies in every way in which people write them. */

export interface Statement {
  readonly Action: readonly string[];
  /** As the language says it, such as `"${aws_s3_bucket.source.arn}/*"`. */
  readonly Resource: string;
}

export const needed: readonly Statement[] = [
  { Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: 'aws_s3_bucket.source.arn' },
  {
    Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
    Resource: '"${aws_s3_bucket.source.arn}/*"',
  },
  { Action: ['s3:ReplicateObject'], Resource: '"${aws_s3_bucket.replica.arn}/*"' },
];

function quotedList(texts: readonly string[]): string {
  return `[${texts.map((text) => `"${text}"`).join(', ')}]`;
}

function asObject({ Action, Resource }: Statement, isLong: boolean): string {
  const members = ['Effect = "Allow"', `Action = ${quotedList(Action)}`, `Resource = ${Resource}`];
  return isLong ? `{\n        ${members.join('\n        ')}\n      }` : `{ ${members.join(', ')} }`;
}

function inJson({ Action, Resource }: Statement): string {
  const resource = Resource.startsWith('"') ? Resource : `"\${${Resource}}"`;
  return `{"Effect": "Allow", "Action": ${quotedList(Action)}, "Resource": ${resource}}`;
}

const rolePolicy = (value: string): string => `
resource "aws_iam_role_policy" "replication" {
  role   = aws_iam_role.replication.id
  policy = ${value} # the policy
}
`;

const documentBlocks = (statements: readonly Statement[], lists: (actions: readonly string[]) => string): string => `
data "aws_iam_policy_document" "replication" {
  # what the role does
${statements
  .map(
    ({ Action, Resource }) => `
  statement {
    actions   = ${lists(Action)}
    resources = [${Resource}] // where
  }`,
  )
  .join('\n')}
}
`;

const longList = (actions: readonly string[]): string =>
  `[\n${actions.map((each) => `      "${each}", # used\n`).join('')}    ]`;
const longListWithoutComma = (actions: readonly string[]): string =>
  `[\n${actions.map((each) => `      "${each}"`).join(',\n')} # last\n    ]`;

const jsonText = (statements: readonly Statement[]): string =>
  `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ${statements.map(inJson).join(',\n    ')}\n  ]\n}`;

/** How the policy of the role is written; further files by their names. */
export const forms: Readonly<
  Record<
    string,
    (statements: readonly Statement[]) => { readonly main: string; readonly files?: Readonly<Record<string, string>> }
  >
> = {
  'blocks, lists on one line': (statements) => ({
    main: documentBlocks(statements, quotedList) + rolePolicy('data.aws_iam_policy_document.replication.json'),
  }),
  'blocks, a line each with a comma behind': (statements) => ({
    main: documentBlocks(statements, longList) + rolePolicy('data.aws_iam_policy_document.replication.json'),
  }),
  'blocks, a line each and no last comma': (statements) => ({
    main:
      documentBlocks(statements, longListWithoutComma) +
      rolePolicy('data.aws_iam_policy_document.replication.minified_json'),
  }),
  'jsonencode, a line each': (statements) => ({
    main: rolePolicy(
      `jsonencode({\n    Version = "2012-10-17"\n    Statement = [\n      ${statements.map((each) => asObject(each, true)).join(',\n      ')},\n    ]\n  })`,
    ),
  }),
  'jsonencode, on one line': (statements) => ({
    main: rolePolicy(
      `jsonencode({ Version = "2012-10-17", Statement = [${statements.map((each) => asObject(each, false)).join(', ')}] })`,
    ),
  }),
  'jsonencode, keys in quotes and colons': (statements) => ({
    main: rolePolicy(
      `jsonencode({\n    "Version" : "2012-10-17",\n    "Statement" : [\n      ${statements.map((each) => asObject(each, false)).join(',\n      ')}\n    ]\n  })`,
    ),
  }),
  'a local': (statements) => ({
    main: `locals {\n  policy = {\n    Version = "2012-10-17"\n    Statement = [${statements.map((each) => asObject(each, false)).join(', ')}]\n  }\n}\n${rolePolicy('jsonencode(local.policy)')}`,
  }),
  'a local with JSON': (statements) => ({
    main: `locals {\n  policy = jsonencode({ Version = "2012-10-17", Statement = [${statements.map((each) => asObject(each, false)).join(', ')}] })\n}\n${rolePolicy('local.policy')}`,
  }),
  'a choice': (statements) => ({
    main: `variable "on" {\n  default = true\n}\n${rolePolicy(`var.on ? jsonencode({ Version = "2012-10-17", Statement = [${statements.map((each) => asObject(each, false)).join(', ')}] }) : "{}"`)}`,
  }),
  heredoc: (statements) => ({
    main: rolePolicy(`<<EOF\n${jsonText(statements)}\nEOF\n`).replace('\n # the policy', ''),
  }),
  'an indented heredoc': (statements) => ({
    main: rolePolicy(`<<-EOF\n    ${jsonText(statements).replaceAll('\n', '\n    ')}\n  EOF\n`).replace(
      '\n # the policy',
      '',
    ),
  }),
  'a module': (statements) => ({
    main: `
module "role" {
  source  = "./role"
  source_arn  = aws_s3_bucket.source.arn
  replica_arn = aws_s3_bucket.replica.arn
  role = aws_iam_role.replication.id
}
`,
    files: {
      'role/main.tf': `variable "source_arn" {}
variable "replica_arn" {}
variable "role" {}
${documentBlocks(
  statements.map(({ Action, Resource }) => ({
    Action,
    Resource: Resource.replace('aws_s3_bucket.source.arn', 'var.source_arn').replace(
      'aws_s3_bucket.replica.arn',
      'var.replica_arn',
    ),
  })),
  quotedList,
)}
resource "aws_iam_role_policy" "replication" {
  role   = var.role
  policy = data.aws_iam_policy_document.replication.json
}
`,
    },
  }),
  'a module that is given the policy': (statements) => ({
    main: `${documentBlocks(statements, quotedList)}
module "role" {
  source = "./role"
  policy = data.aws_iam_policy_document.replication.json
  role   = aws_iam_role.replication.id
}
`,
    files: {
      'role/main.tf': `variable "policy" {}
variable "role" {}
resource "aws_iam_role_policy" "replication" {
  role   = var.role
  policy = var.policy
}
`,
    },
  }),
  'a managed policy': (statements) => ({
    main: `${documentBlocks(statements, quotedList)}
resource "aws_iam_policy" "replication" {
  name   = "replication"
  policy = data.aws_iam_policy_document.replication.json
}
resource "aws_iam_role_policy_attachment" "replication" {
  role       = aws_iam_role.replication.name
  policy_arn = aws_iam_policy.replication.arn
}
`,
  }),
};

const buckets = `
resource "aws_s3_bucket" "source" {
  bucket_prefix = "orders-" # before
}
resource "aws_s3_bucket" "replica" {
  bucket_prefix = "orders-replica-"
}
resource "aws_s3_bucket_versioning" "source" {
  bucket = aws_s3_bucket.source.id
  versioning_configuration {
    status = "Enabled" # on
  }
}
resource "aws_s3_bucket_versioning" "replica" {
  bucket = aws_s3_bucket.replica.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_replication_configuration" "replication" {
  depends_on = [aws_s3_bucket_versioning.source, aws_s3_bucket_versioning.replica]
  bucket     = aws_s3_bucket.source.id
  role       = aws_iam_role.replication.arn
  rule {
    id     = "all"
    status = "Enabled"
    filter {}
    delete_marker_replication { status = "Disabled" }
    destination {
      bucket = aws_s3_bucket.replica.arn
    }
  }
}
resource "aws_iam_role" "replication" {
  name_prefix = "replication-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "s3.amazonaws.com" } # S3
      Action    = "sts:AssumeRole"
    }]
  })
}
`;

/** Files by their names. */
export type Code = Readonly<Record<string, string>>;

export function codeOf(form: string, statements: readonly Statement[] = needed): Code {
  const { main, files = {} } = forms[form]?.(statements) ?? { main: '' };
  return { 'main.tf': `# the whole\n${buckets}${main}`, ...files };
}
