/** Expressions, each with the value that Terraform gives it; where Terraform is on PATH, it is asked. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Unknown, type Value } from '../../../../src/sources/terraform/model.js';
import { evaluate, type Names } from '../../../../src/sources/terraform/source/hcl/evaluate.js';
import { WorkBudget } from '../../../../src/sources/terraform/source/hcl/budget.js';
import { HclError } from '../../../../src/sources/terraform/source/hcl/hcl-error.js';
import { asLoose } from '../../../../src/sources/terraform/source/types/kinds.js';
import { hclParser, type ParseHcl } from '../../../../src/sources/terraform/source/hcl/parse.js';
import { isOnPath, outputsOf } from '../../../tools/terraform.js';

/** Of a provider: which of its parts are lists, sets or maps is not known. */
const provided = asLoose({ list: ['b', 'a'], map: { a: 'x' }, nested: [{ ids: ['i'] }] });

const names: Names = {
  lookUp: (path, rest) => {
    if (path[0] === 'aws_x') {
      rest.taken = 1;
      return provided;
    }
    rest.taken = 2;
    return path[0] === 'var' ? new Unknown(`var.${path[1] ?? ''}`, 'no value was given') : undefined;
  },
  callFile: () => null,
  budget: new WorkBudget(),
  path: '',
};

/** Of HCL: what Terraform gives, as JSON. */
const table: readonly (readonly [string, unknown])[] = [
  ['1 + 2 * 3', 7],
  ['1e9', 1_000_000_000],
  ['1E3 - 15e-1 + 2.5e+2 * 1.5E-3', 998.875],
  ['[for n in [5e2] : "${n}${1e2}"]', ['500100']],
  ['{ 1e3 = "1e4", (1e1) = "a\\"2e2" }', { 1000: '1e4', 10: 'a"2e2' }],
  ['<<EOT\n3e3 ${4e2 /* 5e5 "6e6 */}7e7 $${8e8}\nEOT\n', '3e3 4007e7 ${8e8}\n'],
  ['length([1e1, 2]) > 1e0 ? 1e1-1e0 : -1e5', 9],
  ['{ a-1e9 = 1, é1e9 = 2 }', { 'a-1e9': 1, é1e9: 2 }],
  ['-2 + 7 % 4', 1],
  ['!true || 1 < 2 && "a" == "a"', true],
  ['"1" == 1', false],
  ['true ? "a" : "b"', 'a'],
  ['"a${1 + 1}b"', 'a2b'],
  ['"${[1, 2]}"', [1, 2]],
  ['"${"a"} ${"b"}"', 'a b'],
  ['"$${x} %%{y}"', '${x} %{y}'],
  [String.raw`"t\tn\nq\"u\u00e9"`, 't\tn\nq"ué'],
  ['"%{ if true }yes%{ else }no%{ endif }"', 'yes'],
  ['"%{ for k, v in { a = 1, b = 2 } }${k}=${v};%{ endfor }"', 'a=1;b=2;'],
  ['"a ${~ "b" ~} c"', 'abc'],
  ['<<EOT\nx\n  y ${"z"}\nEOT\n', 'x\n  y z\n'],
  ['<<-EOT\n    x\n\n      y\n    EOT\n', 'x\n\n  y\n'],
  ['[for s in ["a", "b"] : upper(s)]', ['A', 'B']],
  ['[for i, s in ["a", "b"] : "${i}${s}" if s != "a"]', ['1b']],
  ['{ for k, v in { b = 1, a = 2 } : k => v * 2 }', { a: 4, b: 2 }],
  ['{ for s in ["x", "y", "x"] : s => 1... }', { x: [1, 1], y: [1] }],
  ['{ "a" = 1, (join("", ["b", "c"])) = 2 }', { a: 1, bc: 2 }],
  ['[{ a = 1 }, { a = 2 }][*].a', [1, 2]],
  ['[{ a = { b = 1 } }].*.a.b', [1]],
  ['{ a = [10, 20] }.a[1]', 20],
  ['["x", "y"].1', 'y'],
  ['concat(["a"], [], ["b", "c"])', ['a', 'b', 'c']],
  ['flatten([["a"], [["b"], "c"]])', ['a', 'b', 'c']],
  ['compact(["a", "", null, "b"])', ['a', 'b']],
  ['distinct(["a", "b", "a"])', ['a', 'b']],
  ['toset(["b", "a", "b"])', ['a', 'b']],
  ['sort(["b", "a"])', ['a', 'b']],
  ['reverse([1, 2])', [2, 1]],
  ['contains(["a"], "a")', true],
  ['element(["a", "b"], 3)', 'b'],
  ['length({ a = 1 }) + length("äb") + length([1])', 4],
  ['keys({ b = 1, a = 2 })', ['a', 'b']],
  ['values({ b = 1, a = 2 })', [2, 1]],
  ['merge({ a = 1 }, { a = 2, b = 3 })', { a: 2, b: 3 }],
  ['lookup({ a = 1 }, "b", 5)', 5],
  // A conditional in the last part of another one needs no parentheses.
  ['true ? "a" : false ? "b" : "c"', 'a'],
  ['false ? "a" : true ? "b" : "c"', 'b'],
  ['false ? 1 : false ? 2 : false ? 3 : true ? 4 : 5', 4],
  ['false ? 1 : true ? false ? 7 : 8 : 3', 8],
  ['(true ? false : true) ? 1 : 2', 2],
  ['1 == 2 ? "a" : 2 == 2 ? "b" : "c"', 'b'],
  // Elements and branches have one type.
  ['true ? 1 : "a"', '1'],
  ['true ? [1] : ["a"]', ['1']],
  ['true ? { a = true } : { b = "x" }', { a: 'true' }],
  ['true ? [{ a = 1, b = "x" }] : []', [{ a: 1, b: 'x' }]],
  ['tolist(["a", 1, true])', ['a', '1', 'true']],
  ['toset([10, 9, 10])', [9, 10]],
  ['tomap({ a = 1, b = "x" })', { a: '1', b: 'x' }],
  ['distinct(["a", "b", "a"])', ['a', 'b']],
  ['[for k, v in toset(["b", "a"]) : k]', ['a', 'b']],
  ['tomap(null)', null],
  // Lists, tuples and sets are never equal, and become each other where they meet.
  ['[1] == tolist([1])', false],
  ['[] == tolist([])', false],
  ['tolist(["a"]) == tolist(["a"])', true],
  ['true ? ["b", "a"] : toset(["c"])', ['a', 'b']],
  ['true ? tolist(["b", "a"]) : toset(["c"])', ['b', 'a']],
  ['coalesce([1], ["a", "b"])', ['1']],
  ['coalesce(1, "")', '1'],
  ['tolist([{ a = 1 }, tomap({ b = "x" })])', [{ a: '1' }, { b: 'x' }]],
  ['flatten(tolist([toset([]), ["b", "a"], [1]]))', ['a', 'b', '1']],
  ['concat(tolist([1]), tolist(["a"]))', ['1', 'a']],
  ['concat(tolist([1]), ["a"])', [1, 'a']],
  ['try(concat(toset(["a"]), ["b"]), "refused")', 'refused'],
  ['try(false ? 1 : true, "refused")', 'refused'],
  ['try(true ? [] : {}, "refused")', 'refused'],
  ['try(element(toset(["a"]), 0), "refused")', 'refused'],
  ['can(coalescelist([], 3))', false],
  ['setsubtract([1], ["1"])', []],
  ['compact([1, "7", null, ""])', ['1', '7']],
  ['setproduct([1, "a"], [true])', [['1', true], ['a', true]]],
  ['chunklist([], 0)', []],
  ['lookup(tomap({ a = "x" }), "b", 1)', '1'],
  ['{ for k, v in toset([7]) : k => v }', { 7: 7 }],
  ['true ? -1 : "x${1}"', '-1'],
  ['true ? 1 : tostring(null)', '1'],
  ['format("%v", { b = 1, a = ["<x>"] })', String.raw`{"a":["\u003cx\u003e"],"b":1}`],
  ['format("%03d", -1)', '-01'],
  ['basename("a/b/")', 'b'],
  ['dirname("a/b")', 'a'],
  ['try(base64decode("10"), "refused")', 'refused'],
  ['range(-2)', [0, -1]],
  ['upper("äß")', 'Äß'],
  ['zipmap(["a", "b"], [1, 2])', { a: 1, b: 2 }],
  ['coalesce("", "x")', 'x'],
  ['coalescelist([], ["x"])', ['x']],
  ['one(["x"])', 'x'],
  ['range(1, 4)', [1, 2, 3]],
  ['setproduct(["a", "b"], ["c"])', [['a', 'c'], ['b', 'c']]],
  ['setunion(["a"], ["b", "a"])', ['a', 'b']],
  ['slice(["a", "b", "c"], 1, 2)', ['b']],
  ['chunklist([1, 2, 3], 2)', [[1, 2], [3]]],
  ['join(",", ["a", "b"])', 'a,b'],
  ['split("/", "a/b/c")', ['a', 'b', 'c']],
  ['replace("a-b-c", "-", "/")', 'a/b/c'],
  ['substr("hello", 1, 3)', 'ell'],
  ['substr("hello", -3, -1)', 'llo'],
  ['lower("ABC")', 'abc'],
  ['title("hello big world")', 'Hello Big World'],
  ['trimspace("  a ")', 'a'],
  ['trim("xxaxx", "x")', 'a'],
  ['trimprefix("arn:a", "arn:")', 'a'],
  ['trimsuffix("a.tf", ".tf")', 'a'],
  ['startswith("abc", "ab") && endswith("abc", "bc")', true],
  ['format("%s-%03d-%q-%%", "a", 7, "b")', 'a-007-"b"-%'],
  ['format("%v", 1.5)', '1.5'],
  ['formatlist("%s/*", ["a", "b"])', ['a/*', 'b/*']],
  ['jsonencode({ b = [1, "x"], a = null, c = "<&>" })', String.raw`{"a":null,"b":[1,"x"],"c":"\u003c\u0026\u003e"}`],
  ['jsondecode("{\\"a\\": [1, true]}")', { a: [1, true] }],
  ['yamldecode("a: [1, b]")', { a: [1, 'b'] }],
  ['base64encode("hi")', 'aGk='],
  ['md5("a")', '0cc175b9c0f1b6a831c399e269772661'],
  ['tostring(5)', '5'],
  ['tonumber("5") + 1', 6],
  ['tobool("true")', true],
  ['try({ a = 1 }.b, "none")', 'none'],
  ['can(tonumber("x"))', false],
  ['alltrue([true, true]) && anytrue([false, true])', true],
  ['max(1, 3, 2) + min(4, 2) + abs(-1) + ceil(1.2) + floor(1.8)', 9],
  ['regex("[a-z]+", "53453453.345345aaabbbccc23454")', 'aaabbbccc'],
  [String.raw`regex("(\\d+)-(x)?(\\d+)", "a12-34")`, ['12', null, '34']],
  [String.raw`regex("^(?P<scheme>[^:/?#]+)://(?P<host>[^/]*)", "s3://b/k")`, { scheme: 's3', host: 'b' }],
  ['regexall("[a-z]{2}", "abcd-ef")', ['ab', 'cd', 'ef']],
  ['length(regexall("x", "abc"))', 0],
  ['can(regex("^arn:", "b"))', false],
  ['replace("Eg! test_1", "/[^a-zA-Z0-9-]/", "")', 'Egtest1'],
  ['replace("a1b22", "/([a-z])([0-9]+)/", "$2$1")', '1a22b'],
  ['replace("a1", "/(?P<l>[a-z])/", "$${l}$${l}x$l$nothing")', 'aaxa1'],
  ['replace("abc", "/x*/", "-")', '-a-b-c-'],
  ['replace("a/b", "/", ".")', 'a.b'],
  ['replace("a", "/a/", "$$1")', '$1'],
  ['concat([1], [2, 3]...)', null],
]; // prettier-ignore

const asked = table.filter(([, value]) => value !== null);

let parse: ParseHcl;
beforeAll(async () => {
  parse = await hclParser();
});

function valueOf(text: string): Value {
  const { body, faults } = parse('x.tf', `x = ${text}\n`);
  expect(faults).toEqual([]);
  const expression = body.attributes.get('x')?.value;
  if (expression === undefined) throw new Error(`Not parsed: ${text}`);
  return evaluate(expression, { names, locals: new Map(), element: undefined });
}

test.each(asked)('%s', (text, value) => {
  expect(valueOf(text)).toEqual(value);
});

test.each([
  ['true ? aws_x.list : []', ['b', 'a']],
  ['false ? [] : aws_x.list', ['b', 'a']],
  ['true ? aws_x.map : {}', { a: 'x' }],
  ['true ? aws_x.nested[0].ids : ["c", "d"]', ['i']],
  ['coalesce(aws_x.list, [])', ['b', 'a']],
  ['coalescelist(aws_x.nested[0].ids, ["c"])', ['i']],
  ['concat(aws_x.list, ["c"])', ['b', 'a', 'c']],
  ['merge(aws_x.map, { b = 1 })', { a: 'x', b: 1 }],
  ['toset(aws_x.list)', ['a', 'b']],
  ['join(",", aws_x.list)', 'b,a'],
  ['flatten([aws_x.list, aws_x.nested[*].ids])', ['b', 'a', 'i']],
  ['try(aws_x.list, "refused")', ['b', 'a']],
  ['tomap({ a = aws_x.list, b = aws_x.nested[0].ids })', { a: ['b', 'a'], b: ['i'] }],
  ['length(aws_x.list) == 2', true],
  ['contains(aws_x.list, "a")', true],
  ['aws_x.list == ["c", "d"]', false],
])('what a provider gives is taken as it is: %s', (text, value) => {
  expect(valueOf(text)).toEqual(value);
});

test('a list of a provider and a tuple of the same elements: whether they are equal is not known', () => {
  expect(valueOf('aws_x.list == ["b", "a"]')).toBeInstanceOf(Unknown);
});

test.each(['provider::x::y(null)', 'type(null)', 'try(provider::x::y(null), "refused")'])(
  'a function that is not worked out may take null: %s',
  (text) => {
    expect(valueOf(text)).toBeInstanceOf(Unknown);
  },
);

describe('what is not known', () => {
  test.each([
    ['"arn:aws:s3:::${var.name}/*"', /^arn:aws:s3:::.+\/\*$/u],
    ['jsonencode({ Resource = [var.name, "x"] })', /^\{"Resource":\[".+","x"\]\}$/u],
    ['join("/", [var.name])', null],
    ['var.list[0]', null],
    ['[for x in var.list : x]', null],
    ['var.flag ? "a" : "b"', null],
    ['upper("${var.name}")', null],
    ['substr("a-${var.name}", 0, 1)', null],
    ['replace("arn:${var.name}:x", ":", "")', /^arn[^:a-z]+x$/u],
    ['replace("a${var.name}", "ab", "")', null],
    ['replace("${var.name}b", "ab", "")', null],
    ['replace("${var.a}${var.b}", "x", "")', null],
    ['replace("_x_/${var.name}", "_x_", "y")', /^y\/[^a-z]+$/u],
    ['replace("_x_${var.name}", "_x_", "y")', null],
    ['provider::aws::arn_parse("x")', null],
  ])('%s is left open where it decides, and nowhere else', (text, pattern) => {
    const value = valueOf(text);
    if (pattern === null) expect(value).toBeInstanceOf(Unknown);
    else expect(value).toMatch(pattern);
  });

  test.each([
    ['var.flag ? "a" : "a"', 'a'],
    ['try(var.x.y, "other")', null],
    ['length([var.a, var.b])', 2],
    ['false && var.flag', false],
    ['true || var.flag', true],
    ['contains(["a", var.b], "a")', true],
    ['"arn:${var.a}" == ""', false],
    ['"arn:${var.a}" == "b:x"', false],
    ['"${var.a}:x" == "b:y"', false],
    ['"ab${var.a}bc" == "abc"', false],
    ['"a${var.a}" == "b${var.b}"', false],
    ['"a${var.a}" == "ab"', null],
    ['"a${var.a}" == "ab${var.b}"', null],
    ['"${var.a}" == ""', null],
  ])('%s', (text, value) => {
    if (value === null) expect(valueOf(text)).toBeInstanceOf(Unknown);
    else expect(valueOf(text)).toEqual(value);
  });
});

/** A value that nobody knows is equal to itself alone: an address stands for one value. */
describe('different unknown values have different addresses', () => {
  const addressOf = (text: string): string => {
    const value = valueOf(text);
    if (!(value instanceof Unknown)) throw new Error(`Known: ${text}`);
    return value.address;
  };

  test.each([
    ['lower(var.a)', 'var.a'],
    ['lower(var.a)', 'upper(var.a)'],
    ['lower(var.a)', 'lower(var.b)'],
    ['lower("${var.a}x")', 'lower("${var.b}x")'],
    ['lower(replace("${var.a}/", "x", "y"))', 'lower("${var.a}/")'],
    [String.raw`lower("$${'$'}{var.a}-${'${var.b}'}")`, 'lower("${var.a}-${var.b}")'],
    ['substr(var.a, 0, 1)', 'substr(var.a, 1, 1)'],
    ['replace(var.a, "/x/", "")', 'replace(var.b, "/x/", "")'],
    ['coalesce(var.a, "x")', 'var.a'],
    ['merge(var.a, { x = 1 })', 'var.a'],
    ['join(",", [var.list[0]])', 'var.list[0]'],
    ['var.list[0]', 'var.list[1]'],
    ['var.list[var.a]', 'var.list[var.b]'],
    ['["x", "y"][var.a]', '["y", "x"][var.a]'],
    ['{ x = 1, y = 2 }[var.a]', '{ x = 1, y = 3 }[var.a]'],
    ['var.flag ? "a" : "b"', 'var.flag ? "c" : "d"'],
    ['var.flag ? "a" : "b"', 'var.flag'],
    ['!var.flag', 'var.flag'],
    ['var.a + 1', 'var.a + 2'],
    ['-var.a', 'var.a'],
    ['var.a == "x"', 'var.a == "y"'],
    ['var.a && true', 'var.a || false'],
    ['[for x in var.list : x]', 'var.list'],
    ['[for x in var.list : upper(x)]', '[for x in var.list : lower(x)]'],
    ['var.list[*].a', 'var.list[*].b'],
    ['"%{ for x in var.list }${x}%{ endfor }"', '"%{ for x in var.list }-${x}%{ endfor }"'],
    ['{ (var.a) = 1 }', '{ (var.a) = 2 }'],
    ['uuid()', 'uuid()'],
    ['nobody.knows', 'nobody.knows'],
    ['provider::aws::arn_parse("x")', 'provider::aws::arn_parse("y")'],
    [`lower("\${var.a}${'x'.repeat(400)}1")`, `lower("\${var.a}${'x'.repeat(400)}2")`],
  ])('%s and %s', (one, other) => {
    expect(addressOf(one)).not.toBe(addressOf(other));
  });

  test.each(['lower(var.a)', 'var.list[0]', 'var.list[var.a]', 'var.flag ? "a" : "b"', 'tostring(var.a)'])(
    '%s is the same each time',
    (text) => {
      expect(addressOf(text)).toBe(addressOf(text));
    },
  );
});

/** People know an expression by what they wrote. */
describe('what is not known is named by the text of the code', () => {
  test.each([
    ['var.on ? [1] : []', 'var.on ? [1] : []'],
    ['var.on ? "a" : var.off ? "b" : "c"', 'var.on ? "a" : var.off ? "b" : "c"'],
    ['true ? var.off ? "b" : "c" : "d"', 'var.off ? "b" : "c"'],
    ['(var.on ? "a" : "b")', 'var.on ? "a" : "b"'],
    ['{ x = 1, y = 2 }[var.k]', '{ x = 1, y = 2 }[var.k]'],
    ['lower( var.spaced )', 'lower( var.spaced )'],
    ['!var.a', '!var.a'],
    ['-var.a', '-var.a'],
    ['var.a==1 || var.b', 'var.a==1 || var.b'],
    ['[var.a + 1][0]', 'var.a + 1'],
    ['"${var.on ? "x" : "y"}"', 'var.on ? "x" : "y"'],
    ['(var.on ? {} : { a = "b" }).a', '(var.on ? {} : { a = "b" }).a'],
    ['merge(var.a, {}).b', 'merge(var.a, {}).b'],
    ['merge(var.a, {})["b"]', 'merge(var.a, {})["b"]'],
    ['var.a.b', 'var.a.b'],
    ['(\n  var.on # why\n  ? "a" /* or */\n  : "b  b"\n)', 'var.on ? "a" : "b  b"'],
    ['var.on == "#" ? "//" : "/*"', 'var.on == "#" ? "//" : "/*"'],
  ])('%s', (text, name) => {
    expect(valueOf(text)).toMatchObject({ address: name });
  });

  test('it is cut, on one line, and different values keep different names', () => {
    const long = (end: string): string => `lower(join("",\n["${'é'.repeat(80)}", var.long, "${end}"]))`;
    const [one, other] = [valueOf(long('1')), valueOf(long('2'))] as [Unknown, Unknown];
    expect(one.address).toMatch(/^lower\(join\("", \["é+…$/u);
    expect(one.address).toHaveLength(72);
    expect(other.address).toBe(`${one.address}, number 2`);
  });

  test('the same value has one name, however it is written', () => {
    const [one, other] = [valueOf('var.s ? "m" : "n"'), valueOf('(var.s  ?  "m":"n")')] as [Unknown, Unknown];
    expect(other.address).toBe(one.address);
  });
});

describe('numbers', () => {
  test.each(['1e400', '"${var.a}" == "" ? 1 : 1e999999999', 'tonumber("1e400")', '0x1f', '1e5.5'])(
    '%s is not worked out',
    (text) => {
      expect(valueOf(text)).toBeInstanceOf(Unknown);
    },
  );

  test.each(['1e', '1e+', '1e9x', '1_000', '.5'])('%s is not HCL, where it stands', (text) => {
    const [fault] = parse('x.tf', `a = 1e9\nx = ${text}\n`).faults;
    expect(fault?.line).toBe(2);
  });

  test('stand beside labels and comments that look like them', () => {
    const { body, faults } = parse('x.tf', '# 1e9 "\nblock "1e9" a-1e9 {\n  x = 1e9 // "2e2\n}\n');
    expect(faults).toEqual([]);
    expect(body.blocks[0]).toMatchObject({ labels: ['1e9', 'a-1e9'], at: { line: 2, column: 1 } });
    expect(body.blocks[0]?.body.attributes.get('x')?.value).toMatchObject({ value: 1e9, at: { line: 3, column: 7 } });
  });
});

test.each([
  '{ a = 1 }.b',
  '[1][5]',
  'lookup({}, "a")',
  'tonumber("x")',
  'one([1, 2])',
  'format("%s")',
  'range(1, 100000)',
  'regex("x", "abc")',
  'regex("(", "abc")',
  'regex("(?=a)a", "abc")',
  'regex("(?P<a>x)(y)", "xy")',
  'replace("a", "/(/", "")',
])('Terraform refuses %s, and so do we', (text) => {
  expect(() => valueOf(text)).toThrow(HclError);
});

const isAsked = isOnPath('EXPRESSIONS ARE NOT COMPARED WITH TERRAFORM ITSELF.');

(isAsked ? test : test.skip)('Terraform itself gives the same values', () => {
  const said = outputsOf(asked.map(([text], index) => `output "o${index}" {\n  value = ${text}\n}\n`).join(''));
  for (const [index, [text]] of asked.entries())
    expect([text, valueOf(text)]).toEqual([text, said[`o${index}`]?.value]);
});
