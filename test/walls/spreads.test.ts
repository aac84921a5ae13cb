/** A list that is spread into arguments overflows the stack once an estate is large: it is appended element by element. */
import { expect, test } from '@jest/globals';
import { sourceFiles } from './walls.js';

const spread = /\.(?:push|unshift)\(\s*(?:[^(){}[\]]*,\s*)?\.\.\./;

test.each([
  ['items.push(...read(page));', true],
  ['list.push(first, ...others);', true],
  ['todo.unshift(...rest)', true],
  ['items.push({ ...item, name });', false],
  ['items.push(item); const all = [...items];', false],
  ['for (const each of [...all]) items.push(each);', false],
])('%s', (code, isFound) => {
  expect(spread.test(code)).toBe(isFound);
});

test('no list is spread into arguments of push or unshift', () => {
  const found = [...sourceFiles()].flatMap(([path, text]) => (spread.test(text) ? [path] : []));
  expect(found).toEqual([]);
});
