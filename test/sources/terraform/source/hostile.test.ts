/** Few lines that make values, work or instances without end: what they decide is not known, and the rest is judged. */
import { describe, expect, test } from '@jest/globals';
import type { Report } from '../../../../src/report/model.js';
import { InvalidInput } from '../../../../src/sources/faults/invalid-input.js';
import { auditCode, pairOf } from '../audit-of-code.js';

/** Replicates, if no part of `local.x` is open. */
const pair = pairOf('strcontains(local.x, "zz") ? "arn:aws:s3:::none" : "*"');

type Files = Readonly<Record<string, string>>;

function audited(code: string, others: Files = {}): Promise<Report> {
  const files = Object.entries({ 'main.tf': pair, 'x.tf': code, ...others });
  return auditCode(Object.fromEntries(files.map(([name, text]) => [`in/${name}`, text])));
}

/** Each local after the first is made of the one before. */
function chain(length: number, first: string, next: (before: string) => string): string {
  const rest = Array.from({ length }, (_, index) => `l${index + 1} = ${next(`local.l${index}`)}`);
  return `locals {\n l0 = ${first}\n ${rest.join('\n ')}\n}\n`;
}

function x(expression: string): string {
  return `locals {\n x = ${expression}\n}\n`;
}

const last = 'jsonencode(local.l40)';
const thousand = 'range(1000)';

/** Of what goes beyond all limits; with files beside it. */
const hostile: readonly (readonly [string, string, Files?])[] = [
  ['setproduct of three ranges', x(`jsonencode(setproduct(${thousand}, ${thousand}, ${thousand}))`)],
  ['setproduct of doubled lists', chain(40, '["a"]', (l) => `setproduct(${l}, ["a", "b"])`) + x(last)],
  ['concat doubles', chain(40, '["a"]', (l) => `concat(${l}, ${l})`) + x(last)],
  ['a list of the one before, twice', chain(40, '["a"]', (l) => `[${l}, ${l}]`) + x(last)],
  ['an object of the one before, twice', chain(40, '{}', (l) => `{ a = ${l}, b = ${l} }`) + x(last)],
  ['nested lists, compared', chain(40, '["a"]', (l) => `[${l}, ${l}]`) + x('local.l40 == local.l39 ? "" : "a"')],
  ['nested lists, flattened', chain(40, '["a"]', (l) => `[${l}, ${l}]`) + x('flatten(local.l40)[0]')],
  ['nested lists as a set', chain(40, '["a"]', (l) => `[${l}, ${l}]`) + x('jsonencode(toset([local.l40, local.l39]))')],
  ['join doubles', chain(40, '"aa"', (l) => `join(${l}, [${l}, ${l}])`) + x('local.l40')],
  ['join of a long separator', x(`join(join("", ${thousand}), concat(${thousand}, ${thousand}))`)],
  ['format doubles', chain(40, '"aa"', (l) => `format("%s%s", ${l}, ${l})`) + x('local.l40')],
  ['format pads', x(`format(join("", [for i in ${thousand} : "%1000s%1000s"]), concat(${thousand}, ${thousand})...)`)],
  ['formatlist doubles', chain(40, '["a"]', (l) => `formatlist("%s%s", ${l}, ${l})`) + x(last)],
  [
    'formatlist of long texts',
    x(`jsonencode(formatlist("%s%s", ${thousand}, join("", [for i in ${thousand} : "aaa"])))`),
  ],
  ['replace doubles', chain(40, '"aa"', (l) => `replace(${l}, "a", "aa")`) + x('local.l40')],
  ['replace of nothing', chain(6, '"aaaaaaaaaa"', (l) => `replace(${l}, "", ${l})`) + x('local.l6')],
  ['replace by groups', x(`replace(join("", ${thousand}), "/.*/", join("", [for i in ${thousand} : "$0"]))`)],
  ['templates double', chain(40, '"aa"', (l) => `"\${${l}}\${${l}}"`) + x('local.l40')],
  ['a template loops', x(`"%{ for a in ${thousand} }%{ for b in ${thousand} }\${a}\${b}%{ endfor }%{ endfor }"`)],
  ['for in for in for', x(`jsonencode([for a in ${thousand} : [for b in ${thousand} : [for c in ${thousand} : a]]])`)],
  ['for over what doubles', chain(40, '["a"]', (l) => `[for a in [1, 2] : ${l}]`) + x(last)],
  [
    'merge of what doubles',
    chain(40, '{ a = "a" }', (l) => `merge(${l}, { "\${length(${l})}" = ${l}, b = ${l} })`) + x(last),
  ],
  ['more arguments than a call takes', x(`max(flatten([for i in range(200) : ${thousand}])...)`)],
  ['range without end', x('jsonencode(range(0, 1000000000))')],
  ['a chain of names', chain(3000, '"a"', (l) => l) + x('local.l3000')],
  ['nested deeper than a document may be', chain(1000, '["a"]', (l) => `[${l}]`) + x('jsonencode(local.l1000)')],
  [
    'decoded JSON nested without end',
    x(`jsonencode(jsondecode(file("in/deep.json.tpl")))`),
    { 'deep.json.tpl': '['.repeat(200_000) + ']'.repeat(200_000) },
  ],
  [
    'a template that calls itself',
    x('templatefile("in/self.tftpl", {})'),
    { 'self.tftpl': '${templatefile("in/self.tftpl", {})}${templatefile("in/self.tftpl", {})}' },
  ],
  [
    'a template with a map of names',
    x(`templatefile("in/many.tftpl", { for i in ${thousand} : "v\${i}" => i })`),
    { 'many.tftpl': `%{ for a in ${thousand} }%{ for b in ${thousand} }.%{ endfor }%{ endfor }` },
  ],
  [
    'a regular expression of many states',
    x(
      `join("", regexall("(a{0,1000}b?){1,1}(a{0,1000}c?)x{0,500}", replace(join("", ${thousand}), "/./", "aaaaaaaaaa")))`,
    ),
  ],
  [
    'line ends before a letter',
    x(
      `chomp(replace(join("", [for i in range(999) : join("", [for j in range(999) : "1"])]), "1", "\\n")) == "" ? "" : jsonencode(setproduct(${thousand}, ${thousand}, ${thousand}))`,
    ),
  ],
  [
    'elements that are compared with each other',
    x(`jsonencode(distinct([for i in setproduct(range(300), range(100)) : { a = i, b = [i] }]))`),
  ],
  [
    'types that are compared with each other',
    x(`jsonencode(tolist([for i in ${thousand} : { "a\${i}" = { "b\${i}" = [i, "\${i}"] } }]))`),
  ],
  ['try does not go on', chain(40, '["a"]', (l) => `[${l}, ${l}]`) + x('try(jsonencode(local.l40), "")')],
  [
    'try does not go on within an expression',
    x(`try(jsonencode(setproduct(${thousand}, ${thousand}, ${thousand})), "")`),
  ],
  ['can does not say no', x(`can(setproduct(${thousand}, ${thousand}, ${thousand})) ? "a" : ""`)],
  [
    'documents of documents',
    Array.from(
      { length: 40 },
      (_, i) =>
        `data "aws_iam_policy_document" "d${i + 1}" {\n source_policy_documents = [data.aws_iam_policy_document.d${i}.json, data.aws_iam_policy_document.d${i}.json]\n}\n`,
    ).join('') +
      'data "aws_iam_policy_document" "d0" {\n statement {\n actions = ["s3:*"]\n resources = ["*"]\n }\n}\n' +
      x('data.aws_iam_policy_document.d40.json'),
  ],
  [
    'outputs of modules that double',
    Array.from(
      { length: 40 },
      (_, i) => `module "m${i + 1}" {\n source = "./m"\n x = [module.m${i}.y, module.m${i}.y]\n}\n`,
    ).join('') +
      'module "m0" {\n source = "./m"\n x = []\n}\n' +
      x('jsonencode(module.m40)'),
    {
      'm/main.tf':
        'variable "x" {\n type = any\n}\noutput "y" {\n value = var.x\n}\nresource "aws_iam_role" "r" {\n count = 0\n name = "x"\n}\n',
    },
  ],
];

describe('values without end', () => {
  test.each(hostile)('%s', async (_, code, files = {}) => {
    const report = await audited(code, files);
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
    expect(report.findings.filter(({ level }) => level === 'error')).toEqual([]);
    expect(report.findings.some(({ rule }) => rule === 'evidence/unresolved')).toBe(true);
  });
});

function bomb(name: string): string {
  return `resource "aws_iam_role_policy" "${name}" {
  role   = aws_iam_role.r.name
  policy = jsonencode([for a in ${thousand} : [for b in ${thousand} : [for c in ${thousand} : a]]])
}
`;
}

const child = { 'm/main.tf': 'module "m" {\n source = "../m"\n count = 100\n}\n' };
const deep = Object.fromEntries(
  Array.from({ length: 11 }, (_, index) => [
    `m${index}/main.tf`,
    `${index < 10 ? `module "m" {\n source = "../m${index + 1}"\n count = 100\n}\n` : ''}resource "aws_s3_bucket" "b" {\n bucket = "b"\n}\n`,
  ]),
);

/** Of what cannot be worked out as a whole, and where that shows. */
const overrun: readonly (readonly [string, string, Files, string])[] = [
  ['a million buckets', 'resource "aws_s3_bucket" "c" {\n count = 1000000\n bucket = "c"\n}\n', {}, 'in/x.tf:4:1 '],
  ['a million modules', 'module "m" {\n source = "./m10"\n count = 1000000\n}\n', deep, 'in/x.tf:4:1 '],
  ['modules in modules', 'module "m" {\n source = "./m0"\n count = 100\n}\n', deep, 'main.tf:1:1 '],
  ['a module that calls itself', 'module "m" {\n source = "./m"\n}\n', child, 'in/m/main.tf:1:1 '],
  [
    'many resources of many instances',
    Array.from({ length: 9 }, (_, i) => `resource "aws_s3_bucket" "c${i}" {\n count = 10000\n bucket = "c"\n}\n`).join(
      '',
    ),
    {},
    'in/x.tf:',
  ],
  [
    'instances by many names',
    `resource "aws_s3_bucket" "c" {\n for_each = toset(flatten([for i in range(60) : formatlist("\${i}-%s", ${thousand})]))\n bucket = each.key\n}\n`,
    {},
    'in/x.tf:4:1 ',
  ],
  ['many values that each take long', Array.from({ length: 18 }, (_, i) => bomb(`p${i}`)).join(''), {}, 'in/x.tf:'],
  [
    'many values that each are large',
    Array.from(
      { length: 40 },
      (_, i) =>
        `resource "aws_iam_role_policy" "p${i}" {\n count = 100\n role = aws_iam_role.r.name\n policy = "\${count.index}\${join("", [for i in ${thousand} : "${'a'.repeat(400)}"])}"\n}\n`,
    ).join(''),
    {},
    'in/x.tf:',
  ],
];

/** What a program without end is made of: each of one or two values that are there already. */
const steps: readonly ((a: string, b: string) => string)[] = [
  (a, b) => `[${a}, ${b}]`,
  (a, b) => `{ a = ${a}, b = ${b} }`,
  (a, b) => `concat(try(tolist(${a}), [${a}]), try(tolist(${b}), [${b}]))`,
  (a, b) => `jsonencode([${a}, ${b}])`,
  (a, b) => `try(setproduct(${a}, ${b}), ${b})`,
  (a, b) => `try(flatten([${a}, ${b}]), ${a})`,
  (a, b) => `try(merge(${a}, { c = ${b} }), { c = ${b} })`,
  (a, b) => `try(join(jsonencode(${a}), [for i in ${b} : jsonencode(i)]), "a")`,
  (a, b) => `format("%s%v%500s", jsonencode(${a}), ${b}, "a")`,
  (a, b) => `try(formatlist("%s%s", ${a}, jsonencode(${b})), [${b}])`,
  (a, b) => `replace(jsonencode(${a}), "a", jsonencode(${b}))`,
  (a, b) => `replace(jsonencode(${a}), "/[a-z]+/", "$0$0\${length(jsonencode(${b}))}")`,
  (a, b) => `{ for i, v in [${a}, ${b}, ${a}] : "k\${i}" => [v, v] }`,
  (a, b) => `try([for i in ${a} : [for j in ${b} : [i, j]]], [${a}])`,
  (a, b) => `try(toset(${a}), distinct([${a}, ${b}]), ${b})`,
  (a, b) => `${a} == ${b} ? ${a} : [${b}, ${a}]`,
  (a, b) => `try(zipmap([for i in ${a} : jsonencode(i)], ${a}), [${b}, ${b}])`,
  (a, b) => `try(jsondecode(jsonencode(${a})), ${b})`,
  (a, b) => `try(chunklist(${a}, 1), transpose(${a}), [${b}])`,
  (a, b) => `base64encode(jsonencode([${a}, ${b}]))`,
];

function* numbers(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

function program(seed: number): string {
  const random = numbers(seed);
  const below = (count: number): number => Math.floor((random.next().value as number) * count);
  const lines = Array.from({ length: 40 }, (_, index) => {
    const [a, b] = [index, Math.max(0, index - below(3))];
    return `l${index + 1} = ${(steps[below(steps.length)] ?? String)(`local.l${a}`, `local.l${b}`)}`;
  });
  return `locals {\n l0 = ["a", "<"]\n ${lines.join('\n ')}\n}\n`;
}

test('programs of such steps end, and what they decide is not known or holds', async () => {
  for (let seed = 1; seed <= 10; seed += 1) {
    const report = await audited(program(seed) + x('jsonencode(local.l40)'));
    const [verdict] = report.replication.map((entry) => entry.verdict);
    expect([seed, verdict]).toEqual([seed, expect.stringMatching(/^(?:unknown|replicates)$/u)]);
  }
});

describe('sources without end', () => {
  test.each(overrun)('%s: an error with its place', async (_, code, files, place) => {
    const error = await audited(x('"a"') + code, files).then(
      () => null,
      (refused: unknown) => refused,
    );
    expect(error).toBeInstanceOf(InvalidInput);
    expect(String((error as InvalidInput).message)).toContain('This is too much to be worked out: ');
    expect(String((error as InvalidInput).message)).toContain(place);
  });

  test('one argument that takes long leaves the others', async () => {
    const report = await audited(
      x('"a"') +
        bomb('p1').replace('aws_iam_role.r.name', '"other"') +
        bomb('p2').replace('aws_iam_role.r.name', '"other"'),
    );
    expect(report.replication.map(({ verdict }) => verdict)).toEqual(['replicates']);
  });
});

describe('files nested without end', () => {
  const times = 4_000;
  const deep = `${'['.repeat(times)}${']'.repeat(times)}`;

  test.each([
    ['values', 'x.auto.tfvars.json', `{"x": ${deep}}`],
    ['JSON syntax', 'y.tf.json', `{"locals": {"y": ${deep}}}`],
    [
      'blocks in JSON syntax',
      'y.tf.json',
      `{"locals": {"dynamic": ${'{"dynamic":{"a":'.repeat(times)}1${'}}'.repeat(times)}}}`,
    ],
    ['blocks', 'y.tf', `locals {\n${'a {\n'.repeat(times)}${'}\n'.repeat(times)}}\n`],
    ['lists', 'y.tf', `locals {\n  y = ${deep}\n}\n`],
    ['parentheses', 'y.tf', `locals {\n  y = ${'('.repeat(times)}1${')'.repeat(times)}\n}\n`],
    ['operators', 'y.tf', `locals {\n  y = ${'!'.repeat(times)}true\n}\n`],
    ['attributes', 'y.tf', `locals {\n  y = local.z${'.a'.repeat(times)}\n}\n`],
    ['templates', 'y.tf', `locals {\n  y = ${'"${'.repeat(times)}1${'}"'.repeat(times)}\n}\n`],
  ])('%s: judged as far as it goes, or refused', async (_, name, text) => {
    const code = `variable "x" {\n  default = "a"\n}\n${x('try(jsonencode(var.x), "a")')}`;
    const verdict = await audited(code, { [name]: text }).then(
      ({ replication }) => replication.map((entry) => entry.verdict).join(),
      (refused: unknown) => (refused instanceof InvalidInput ? 'refused' : String(refused)),
    );
    expect(verdict).toMatch(/^(?:replicates|unknown|refused)$/u);
  });
});
