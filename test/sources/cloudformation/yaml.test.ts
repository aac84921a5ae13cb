/** YAML of templates: what is text stays text, what repeats is bounded, and every value knows where it stands. */
import { describe, expect, test } from '@jest/globals';
import type { Node } from '../../../src/sources/cloudformation/template/node.js';
import { readYaml } from '../../../src/sources/cloudformation/template/read-yaml.js';

type Plain = null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

function plain(node: Node): Plain {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(plain);
  return Object.fromEntries([...node.members].map(([name, { value }]) => [name, plain(value)]));
}

function valueOf(text: string): Plain {
  const { root, faults } = readYaml(text);
  expect(faults).toEqual([]);
  return root === null ? null : plain(root);
}

describe('a text in YAML', () => {
  test.each<readonly [name: string, text: string, value: Plain]>([
    ['a date', 'a: 2012-10-17', { a: '2012-10-17' }],
    ['an octal number', 'a: 012345670123', { a: '012345670123' }],
    ['a number', 'a: 1e3', { a: '1e3' }],
    ['words of YAML 1.1', 'a: yes\nOn: off', { a: 'yes', On: 'off' }],
    ['nothing', 'a:\nb: ~\nc: null', { a: null, b: null, c: null }],
    ['nothing in quotes', "a: ''\nb: 'null'", { a: '', b: 'null' }],
    ['booleans', "a: true\nb: 'true'\nc: !!str true", { a: true, b: 'true', c: 'true' }],
    ['blocks', 'a: |\n  x: 1\n  y\nb: >-\n  x\n  y\n', { a: 'x: 1\ny\n', b: 'x y' }],
    ['escapes', "a: \"x\\ty\"\nb: 'it''s'", { a: 'x\ty', b: "it's" }],
    ['names in quotes', '"a b": 1\n\'c\': 2', { 'a b': '1', c: '2' }],
    ['a byte order mark', '\uFEFFa: 1', { a: '1' }],
    ['lines of Windows', 'a: 1\r\nb:\r\n  - 2\r\n', { a: '1', b: ['2'] }],
    ['comments', '# x\na: 1 # y\n', { a: '1' }],
    ['no more than comments', '# x\n', null],
  ])('keeps %s', (_, text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  test.each<readonly [name: string, text: string, value: Plain]>([
    ['of a text', 'a: !Ref B', { a: { Ref: 'B' } }],
    ['of a list', 'a: !Join [x, [!Ref B]]', { a: { 'Fn::Join': ['x', [{ Ref: 'B' }]] } }],
    ['of a list in lines', 'a: !If\n  - C\n  - !Ref B\n  - {}', { a: { 'Fn::If': ['C', { Ref: 'B' }, {}] } }],
    ['of a block', 'a: !Sub |\n  x-${B}\n', { a: { 'Fn::Sub': 'x-${B}\n' } }],
    ['of a map', 'a: !Transform { Name: M }', { a: { 'Fn::Transform': { Name: 'M' } } }],
    ['in a list', '- !Condition C', [{ Condition: 'C' }]],
    ['without anything', 'a: !GetAZs\nb: !Sub', { a: { 'Fn::GetAZs': '' }, b: { 'Fn::Sub': '' } }],
    ['that nobody knows', 'a: !Rain::Embed x.json', { a: { 'Fn::Rain::Embed': 'x.json' } }],
  ])('has the function %s', (_, text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  test.each<readonly [name: string, text: string, value: Plain]>([
    ['an alias', 'a: &x { b: 1 }\nc: *x', { a: { b: '1' }, c: { b: '1' } }],
    ['the later anchor of one name', 'a: &x 1\nb: *x\nc: &x 2\nd: *x', { a: '1', b: '1', c: '2', d: '2' }],
    ['an alias as a name', 'a: &x b\n*x : 1', { a: 'b', b: '1' }],
    ['a merge key', 'a: &x { b: 1, c: 2 }\nd: { <<: *x, c: 3 }', { a: { b: '1', c: '2' }, d: { c: '3', b: '1' } }],
    [
      'several maps of a merge key',
      'a: &x { b: 1 }\nc: &y { b: 2, d: 3 }\ne: { <<: [*x, *y] }',
      { a: { b: '1' }, c: { b: '2', d: '3' }, e: { b: '1', d: '3' } },
    ],
  ])('resolves %s', (_, text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  test.each([
    ['a name twice', 'a: 1\nb: 2\na: 3', 10, 'The name "a" stands here for a second time.'],
    ['a map as a name', 'a: {{ x }}', 4, 'A name has to be a text. Here stands a list or a map.'],
    ['an alias of nothing', 'a: *x', 3, 'An alias leads nowhere, or into itself.'],
    ['an alias inside of itself', 'a: &x [*x]', 7, 'An alias leads nowhere, or into itself.'],
    ['a second document', 'a: 1\n---\nb: 1\n', 5, 'A second YAML document begins here. A template is one document.'],
    [
      'a second document after comments',
      '# x\n---\na: 1\n---\n',
      13,
      'A second YAML document begins here. A template is one document.',
    ],
    ['a tab', 'a:\n\tb: 1', 3, 'This is not YAML: tab characters must not be used in indentation.'],
  ])('refuses %s where it stands', (_, text, offset, message) => {
    expect(readYaml(text).faults.map((fault) => [fault.offset, fault.message])).toContainEqual([offset, message]);
  });

  test('values stand at their first character', () => {
    const text = 'a: "x"\nb: !Sub y\nc:\n  - z\nd: |\n  w\n';
    const { root } = readYaml(text);
    const offsets = root?.kind === 'map' ? [...root.members.values()].map(({ value }) => text[value.offset]) : [];
    expect(offsets).toEqual(['"', 'y', '-', '|']);
  });
});
