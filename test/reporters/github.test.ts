import { describe, expect, test } from '@jest/globals';
import type { Finding, Level, Report } from '../../src/report/model.js';
import { visibleLines } from '../../src/reporters/escape/visible.js';
import { withoutOldCommands } from '../../src/reporters/escape/workflow-command.js';
import { auditOf, fixture } from '../audit-of.js';
import { hostileReport, hostileTexts } from './hostile.js';
import { controls, render } from './render.js';

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** As the runner reads a line of the log. */
function commandOf(line: string): Command {
  const [, name, list, message] = /^::(error|warning|notice) ([^:]*)::(.*)$/u.exec(line) ?? [];
  if (name === undefined || list === undefined || message === undefined) throw new Error(`no annotation: ${line}`);
  const unescape = (text: string): string =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%');
  const properties = list.split(',').map((property) => {
    const at = property.indexOf('=');
    return [property.slice(0, at), unescape(property.slice(at + 1))];
  });
  return { name, properties: Object.fromEntries(properties), message: unescape(message) };
}

/** Without the line that says what was read. */
async function commandsOf(report: Report): Promise<readonly Command[]> {
  const commands = (await render('github', report)).split('\n').slice(0, -1).map(commandOf);
  expect(commands.filter(isReading)).toHaveLength(1);
  return commands.filter((command) => !isReading(command));
}

function isReading({ name, message }: Command): boolean {
  return name === 'notice' && message.startsWith('Read: ');
}

test.each(hostileTexts)('%s stays inside its annotation', async (_, evil) => {
  const report = hostileReport(evil);
  const text = await render('github', report);
  expect(text).not.toMatch(controls);
  const commands = text
    .split('\n')
    .slice(0, -1)
    .map(commandOf)
    .filter((command) => !isReading(command));
  const open = report.findings.filter(({ suppressed }) => suppressed === null);
  expect(commands).toHaveLength(open.length + 1);
  for (const { properties } of commands)
    expect(['title', 'title,file,line,col']).toContain(Object.keys(properties).join(','));
  expect(commands.filter(({ message }) => message.startsWith(withoutOldCommands(visibleLines(evil))))).toHaveLength(
    commands.length,
  );
});

describe('the limit of ten a level', () => {
  const withErrors = (count: number, level: Level = 'error'): Report => {
    const report = auditOf(fixture('article-no-kms-decrypt'));
    const [finding] = report.findings;
    return { ...report, findings: Array.from({ length: count }, () => ({ ...(finding as Finding), level })) };
  };

  test('ten fit', async () => {
    const commands = await commandsOf(withErrors(10));
    expect(commands).toHaveLength(10);
    expect(commands.map(({ properties }) => properties['title'])).not.toContain('replint');
  });

  test('of eleven, nine are shown and the tenth line says how many are not', async () => {
    const commands = await commandsOf(withErrors(11));
    expect(commands).toHaveLength(10);
    expect(commands.at(-1)?.message).toMatch(/^2 more errors: /u);
  });

  test('what is to be said about the run counts as warnings, and comes first', async () => {
    const commands = await commandsOf({ ...withErrors(10, 'warning'), notices: ['The suppression expired.'] });
    expect(commands).toHaveLength(10);
    expect(commands[0]?.message).toBe('The suppression expired.');
    expect(commands.at(-1)?.message).toMatch(/^2 more warnings: /u);
  });
});
