import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Node, parseTree } from 'jsonc-parser';
import { pointerTo, stepsOf } from '../../../src/sources/json/json-pointer.js';
import { jsonTexts } from '../../../src/sources/json/json-locator.js';
import { findSpans, locate } from '../../../src/sources/json/locate.js';

/** Every value of a document by its pointer, as another parser sees it; of a name that stands twice the last. */
function nodesOf(text: string): Map<string, Node> {
  const nodes = new Map<string, Node>();
  const visit = (node: Node, steps: readonly (string | number)[]): void => {
    const pointer = pointerTo(steps);
    for (const known of nodes.keys()) if (known === pointer || known.startsWith(`${pointer}/`)) nodes.delete(known);
    nodes.set(pointer, node);
    for (const [index, child] of (node.children ?? []).entries()) {
      if (node.type === 'array') visit(child, [...steps, index]);
      const [name, value] = child.children ?? [];
      if (node.type === 'object' && name !== undefined && value !== undefined)
        visit(value, [...steps, String(name.value)]);
    }
  };
  const root = parseTree(text);
  if (root !== undefined) visit(root, []);
  return nodes;
}

function spansBy(nodes: ReadonlyMap<string, Node>): Map<string, unknown> {
  return new Map(
    [...nodes].map(([pointer, { offset, length }]) => [
      pointer,
      { start: offset, end: offset + length, isExact: true },
    ]),
  );
}

/** Few names, so that they repeat; awkward ones, so that escapes matter. */
const names = fc.constantFrom('a', 'b', '', '0', '1', '__proto__', 'a/b', '~', '~1', '"', '\\', '\n', '\u2028', '😀');
const { value: documents } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom('1', '-2.5e3', 'true', 'null', '""', '"]"', '"\\\\"', '"\\"}"', '{}', '[]', '{ }', '[\n]'),
    fc
      .tuple(fc.array(tie('value'), { maxLength: 4 }), fc.constantFrom('', ' ', '\r\n', '\t'))
      .map(([items, space]) => `[${space}${items.join(`${space},`)}${space}]`),
    fc
      .tuple(fc.array(fc.tuple(names, tie('value')), { maxLength: 4 }), fc.constantFrom('', ' ', '\n'))
      .map(
        ([members, space]) =>
          `{${members.map(([name, value]) => `${space}${JSON.stringify(name)}${space}:${space}${value}`).join(',')}${space}}`,
      ),
  ),
}));

describe('any JSON text', () => {
  test('all values, as another parser finds them', () => {
    fc.assert(
      fc.property(documents, (text) => {
        const expected = spansBy(nodesOf(text));
        expect(findSpans(text, expected.keys())).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('one value, whichever', () => {
    fc.assert(
      fc.property(documents, fc.nat(), (text, which) => {
        const expected = [...spansBy(nodesOf(text))];
        const [pointer, span] = expected[which % expected.length] ?? ['', null];
        expect(findSpans(text, [pointer]).get(pointer)).toEqual(span);
      }),
      { numRuns: 500 },
    );
  });
});

test('a text is that of the value that was asked for, or none', () => {
  fc.assert(
    fc.property(documents, fc.array(fc.array(names, { maxLength: 3 }), { maxLength: 6 }), (text, wanted) => {
      const nodes = nodesOf(text);
      const pointers = [...new Set(wanted.map((steps) => pointerTo(steps)))];
      const found = jsonTexts(text, pointers);
      const expected = pointers.flatMap((pointer) => {
        const node = nodes.get(pointer);
        return node === undefined ? [] : [[pointer, text.slice(node.offset, node.offset + node.length)] as const];
      });
      expect(found).toEqual(new Map(expected));
    }),
    { numRuns: 500 },
  );
});

describe('places', () => {
  test.each<[string, string, string, [number, number]]>([
    ['the document', ' {"a":1}', '', [1, 2]],
    ['a member', '{\n  "a": 1\n}', '/a', [2, 8]],
    ['an element', '[1,\r\n22]', '/1', [2, 1]],
    ['a later line of a long text', `${'\n'.repeat(1000)}[true]`, '/0', [1001, 2]],
    ['columns in UTF-16 code units', '{"😀":"é","b":0}', '/b', [1, 15]],
    ['a name with a slash and a tilde', '{"a/b~c":[0]}', '/a~1b~0c/0', [1, 11]],
    ['a name written with escapes', '{"\\u0061":7}', '/a', [1, 11]],
    ['the last of a name that stands twice', '{"a":1,"a":2}', '/a', [1, 12]],
    ['nothing of the first of a name that stands twice', '{"a":{"b":1},"a":{}}', '/a/b', [1, 18]],
    ['a member that is not there: the object', '{"a":{}}', '/a/b/c', [1, 6]],
    ['an element that is not there: the list', '[ [] ]', '/0/3', [1, 3]],
    ['a policy in a string: the string', '{"Policy":"{\\"Statement\\":[]}"}', '/Policy/Statement/0', [1, 11]],
    ['an index with a leading zero: the list', '[[1,2]]', '/0/01', [1, 2]],
  ])('%s', (_name, text, pointer, [line, column]) => {
    expect(locate(text, [pointer]).get(pointer)).toEqual({ line, column });
  });

  test('none wanted, none given', () => {
    expect(locate('{}', []).size).toBe(0);
  });

  test('depth costs no stack', () => {
    const depth = 100_000;
    const text = `${'['.repeat(depth)}1${']'.repeat(depth)}`;
    const pointer = '/0'.repeat(depth);
    expect(locate(text, [pointer]).get(pointer)).toEqual({ line: 1, column: depth + 1 });
  });
});

test('pointers are escaped and read back', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (steps) => {
      expect(stepsOf(pointerTo(steps))).toEqual(steps);
    }),
  );
});
