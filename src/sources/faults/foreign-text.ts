/** What a text is that is not JSON, by its first lines. */
import { inputsAre, type Look } from './look.js';

const asTerraform =
  'Give the plan as JSON: `terraform show -json PLANFILE > plan.json`. A snapshot of what is deployed is written by `replint collect -o FILE`.';
const asJson = 'Let the AWS CLI print JSON: `--output json`. `replint collect -o FILE` writes a snapshot.';

interface Kind {
  readonly what: string;
  readonly help: string;
  readonly looksLike: (head: string) => boolean;
}

function matches(...patterns: readonly RegExp[]): (head: string) => boolean {
  return (head) => patterns.some((pattern) => pattern.test(head));
}

const kinds: readonly Kind[] = [
  {
    what: 'UTF-16 without a byte order mark',
    help: 'Save it as UTF-8, or with the mark.',
    looksLike: (head) => /^(?:[^\0]\0){4}|^(?:\0[^\0]){4}/u.test(head),
  },
  {
    what: 'the messages of `terraform plan -json` (one JSON object a line), which do not hold the plan itself',
    help: asTerraform,
    looksLike: matches(/^\{"@level":/, /^\{[^\n]*"@message":[^\n]*\}\r?\n\{/),
  },
  {
    what: 'JSON lines: one JSON document a line',
    help: 'Give each document as a file of its own.',
    looksLike: matches(/^\{[^\n]*\}\r?\n\{[^\n]*\}\s*(?:\n|$)/),
  },
  { what: 'an HTML page', help: inputsAre, looksLike: matches(/^<!doctype html|^<html[\s>]/i) },
  {
    what: 'XML, as the S3 API answers',
    help: 'Take the JSON that the AWS CLI prints for the same operation.',
    looksLike: matches(/^<\?xml\s/, /^<[A-Za-z][\w:.-]*[\s/>]/),
  },
  {
    what: 'the text that `terraform plan` prints',
    help: asTerraform,
    looksLike: matches(
      /^Terraform used the selected providers/m,
      /^Terraform will perform the following actions/m,
      /^No changes\. Your infrastructure matches/m,
      /^ {2}# \S+ (?:will be|must be) /m,
    ),
  },
  {
    what: 'Terraform code (HCL)',
    help: asTerraform,
    looksLike: matches(
      /^(?:resource|data)[ \t]+"[^"\n]*"[ \t]+"[^"\n]*"[ \t]*\{/m,
      /^(?:module|variable|output|provider)[ \t]+"[^"\n]*"[ \t]*\{/m,
      /^(?:terraform|locals)[ \t]*\{/m,
    ),
  },
  {
    what: 'a message of the AWS CLI, not an answer',
    help: 'Let the AWS CLI print its answer to the file, and see to the error first.',
    looksLike: matches(
      /^(?:aws: \[ERROR\]: )?An error occurred \([\w.]+\) when calling the \w+ operation/m,
      /^usage: aws /m,
      /^aws: (?:error|\[ERROR\]): /m,
      // Before a request is made, the CLI says what it misses without any code.
      /^Unable to (?:locate credentials|parse config file|redirect output)/,
      /^(?:Partial credentials found|You must specify a region|The config profile \(|Parameter validation failed:)/,
      /^(?:Could not connect to the endpoint URL|Connect timeout on endpoint URL|SSL validation failed)/,
      /^(?:Error loading SSO Token|Error when retrieving token from sso|The SSO session associated with this profile)/,
      /^(?:\w+: )?(?:line \d+: )?(?:aws: command not found|command not found: aws)/,
    ),
  },
  {
    what: 'values of Terraform variables',
    help: 'Give them with --var-file, beside the code that they are for.',
    looksLike: matches(/^[A-Za-z_][\w-]*[ \t]+=[ \t]+(?:["[{\d-]|<<|true\b|false\b|null\b)/),
  },
  {
    what: 'a CloudFormation template without Resources',
    help: 'Give the whole template.',
    looksLike: (head) => /^AWSTemplateFormatVersion:/m.test(head) && !/^Resources:/m.test(head),
  },
  {
    what: 'a CloudFormation template (YAML)',
    help: inputsAre,
    looksLike: matches(/^AWSTemplateFormatVersion:/m, /^Resources:\s*$/m, /^Transform:\s*\S/m),
  },
  { what: 'a diff', help: inputsAre, looksLike: matches(/^diff --git /, /^--- \S.*\n\+\+\+ \S/) },
  {
    what: 'the table that the AWS CLI prints',
    help: asJson,
    looksLike: matches(/^-{5,}\r?\n\|/, /^[|+][-=|+ ]{5,}/),
  },
  {
    what: 'YAML',
    help: 'Give JSON: `--output json` of the AWS CLI, or convert it.',
    looksLike: matches(
      /^---\s*$/m,
      /^(?!Error:)[A-Za-z_][\w.-]*:[ \t]+\S[^\n]*(?:\n\s*)?$/,
      /^[A-Za-z_][\w.-]*:(?:[ \t]+\S.*)?\r?\n(?:[ \t]*- |[ \t]*[A-Za-z_"'][\w.'"-]*:)/,
    ),
  },
  {
    what: 'the tab-separated text that the AWS CLI prints',
    help: asJson,
    looksLike: matches(/^[A-Z]+\t[^\n]*\t?/),
  },
  {
    what: 'CSV',
    help: inputsAre,
    looksLike: matches(/^"?[\w .-]+"?(?:[,;]"?[\w .:/-]*"?)+\r?\n"?[^\n,;]*"?(?:[,;])/),
  },
];

const headLength = 20_000;

/** A text of `key: value` lines that begins with a comment is judged by what follows. */
function headOf(text: string): string {
  return text
    .slice(0, headLength)
    .replace(/^(?:\s*(?:#|\/\/)[^\n]*(?:\n|$))+/, '')
    .trimStart();
}

/** @returns null for what may be meant as JSON, and for what nobody can tell */
export function describeForeignText(text: string): Look | null {
  if (text.startsWith('#!')) return { message: 'This looks like a script.', help: inputsAre };
  const head = headOf(text);
  const kind = kinds.find(({ looksLike }) => looksLike(head));
  return kind === undefined ? null : { message: `This looks like ${kind.what}.`, help: kind.help };
}
