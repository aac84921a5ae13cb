import { describe, expect, test } from '@jest/globals';
import yargs from 'yargs';
import { commands } from '../../src/cli/commands.js';
import { defineCommand } from '../../src/cli/parser/define-command.js';
import { showDashes } from '../../src/cli/parser/dash.js';
import { readPlainWords } from '../../src/cli/parser/plain-words.js';

const definition = {
  words: 'try <first> [rest..]',
  summary: '',
  positionals: {
    first: { type: 'string', demandOption: true },
    rest: { type: 'string', array: true },
  },
  options: {
    text: { type: 'string', requiresArg: true },
    list: { type: 'string', array: true, requiresArg: true },
    level: { type: 'string', requiresArg: true, choices: ['low', 'high'] },
    output: { type: 'string', alias: 'o', requiresArg: true },
    number: { type: 'number', requiresArg: true },
    color: { type: 'boolean' },
    quiet: { type: 'boolean', default: false },
    kind: { type: 'string', requiresArg: true, default: 'plain' },
  },
  examples: [],
} as const;

const names = [...Object.keys(definition.positionals), ...Object.keys(definition.options)];

/** What the parser makes of the same words. */
async function parsed(words: readonly string[]): Promise<Record<string, unknown>> {
  let seen: Record<string, unknown> = {};
  const command = defineCommand({
    ...definition,
    run: (args: Record<string, unknown>) => {
      seen = args;
      return Promise.resolve(0);
    },
  });
  const parser = yargs().exitProcess(false).strict().parserConfiguration({
    'camel-case-expansion': false,
    'dot-notation': false,
    'greedy-arrays': false,
    'parse-positional-numbers': false,
  });
  await command.register(parser, () => undefined).parseAsync(['try', ...words]);
  return Object.fromEntries(names.flatMap((name) => (seen[name] === undefined ? [] : [[name, seen[name]]])));
}

describe('plain command lines are read as the parser reads them', () => {
  test.each([
    [['a.json']],
    [['a.json', 'b.json', 'c.json']],
    [['a.json', '--text', 'x']],
    [['a.json', '--text=x=y']],
    [['--text', 'x', 'a.json', '--quiet', 'b.json']],
    [['a.json', '--list', 'x', '--list', 'y', 'b.json']],
    [['a.json', '--list=x', '--list', 'y']],
    [['a.json', '--level', 'high']],
    [['a.json', '-o', 'out.json']],
    [['a.json', '--output', 'out.json']],
    [['a.json', '--number', '7']],
    [['a.json', '--color', 'b.json']],
    [['a.json', '--no-color', '--no-quiet']],
    [['7', '8']],
    [['\u0000-', 's3://orders/a b/année.csv']],
  ])('%j', async (words) => {
    const plain = readPlainWords(words, definition);
    expect(plain).not.toBeNull();
    expect(showDashes(plain ?? {})).toEqual(await parsed(words));
  });
});

test.each([
  ['nothing where something is needed', []],
  ['help', ['a.json', '--help']],
  ['an unknown option', ['a.json', '--txt', 'x']],
  ['an abbreviation', ['a.json', '--tex', 'x']],
  ['a name that every object has', ['a.json', '--constructor', 'x']],
  ['an option without its value', ['a.json', '--text']],
  ['an option in place of a value', ['a.json', '--text', '--quiet']],
  ['an empty value', ['a.json', '--text=']],
  ['an empty word', ['a.json', '']],
  ['quotes', ['a.json', '--text', '"x"']],
  ['an option given twice', ['a.json', '--text', 'x', '--text', 'y']],
  ['a switch given twice', ['a.json', '--quiet', '--quiet']],
  ['a switch with a value', ['a.json', '--quiet=yes']],
  ['a switch before a truth value', ['a.json', '--quiet', 'false']],
  ['a text that is negated', ['a.json', '--no-text']],
  ['no such choice', ['a.json', '--level', 'middle']],
  ['no number', ['a.json', '--number', 'many']],
  ['a number below one', ['a.json', '--number', '0']],
  ['the end of options', ['a.json', '--', '--text']],
  ['joined short options', ['a.json', '-oout.json']],
])('left to the parser: %s', (_name, words) => {
  expect(readPlainWords(words, definition)).toBeNull();
});

test('left to the parser: too many arguments, and an option that must be given', () => {
  expect(readPlainWords(['a', 'b'], { words: 'try <one>', positionals: {}, options: {} })).toBeNull();
  const options = { output: { type: 'string', demandOption: true } } as const;
  expect(readPlainWords(['a'], { words: 'try <one>', positionals: {}, options })).toBeNull();
});

test('every command can be asked', () => {
  for (const { name, runPlain } of commands) expect([name, runPlain(['--no-such-option'])]).toEqual([name, null]);
});
