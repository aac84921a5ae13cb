/** Whatever a name holds: every report can be parsed back, starts no command, and shows what would be hidden. */
import { describe, expect, test } from '@jest/globals';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { parse as parseYaml } from 'yaml';
import { renderInventory } from '../../src/report/inventory.js';
import { reporterNames, type ReporterName } from '../../src/reporters/index.js';
import { hostileReport } from './hostile.js';
import { fuzz } from '../fuzz/settings.js';
import { holdsOnlyOwnTags } from './html-tags.js';
import { controls, render } from './render.js';

/** What breaks out of something, beside ordinary and odd characters. */
const fragments = [
  '::error::x', '##[error]', '::stop-commands::t', '\n::', '\r\n::set-output name=a::', '\u2028::', '\u0085::', ' ::', '::::',
  ']]>', '<![CDATA[', '-->', '</failure>', '&amp;', '&#x1b;', '"', "'", '\\', '\\u0000', '\\"', '`', '```', '\n```\n', '|', '\n| a |',
  '\u001b[2J', '\u009b31m', '\u0000', '\u007f', '\u202e', '\u2066', '\u200f', '\u061c', '\ufeff', '\ud800', '\udfff', '\ufffe', '\u{e0041}',
  '=1+1', '@x', '%0A', '%', ',', ';', '\t', '${{ x }}', '$(x)', 'é', '日本', '👩‍👩‍👧', '# ', '- ', '{', '}', '[a](b)', '\u00a0', '\u3000',
]; // prettier-ignore

const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...fragments), fc.string({ unit: 'binary', maxLength: 4 })), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(''));

/** Runs are few and each covers every place of a report; a failure names its seed. */
const runs = fuzz(20);
/** Of those that take their time. */
const few = fuzz(8);

function isQuiet(text: string): void {
  expect(text).not.toMatch(controls);
  expect(text).not.toMatch(/[\u061c\u2028\u2029\ufeff]/u);
  for (const line of text.split('\n')) expect(line.trimStart()).not.toMatch(/^::|##\[/u);
}

function textsOf(xml: string): readonly string[] {
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ attributes }) => texts.push(...Object.values(attributes as Record<string, string>)));
  parser.on('text', (text) => texts.push(text));
  parser.write(xml).close();
  return texts;
}

type Check = (text: string, evil: string) => void;

const checks: Readonly<Record<ReporterName, Check>> = {
  table: isQuiet,
  markdown: isQuiet,
  json: (text, evil) => {
    isQuiet(text);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(hostileReport(evil))));
  },
  html: (text) => {
    isQuiet(text);
    holdsOnlyOwnTags(text);
  },
  sarif: (text) => {
    isQuiet(text);
    expect(JSON.parse(text)).toMatchObject({ version: '2.1.0' });
  },
  junit: (text) => {
    isQuiet(text);
    for (const part of textsOf(text)) expect(part).not.toMatch(controls);
  },
  csv: (text, evil) => {
    isQuiet(text.replaceAll('\r\n', '\n'));
    const rows: readonly Readonly<Record<string, string>>[] = parseCsv(text, {
      columns: true,
      record_delimiter: '\r\n',
    });
    // The last row says what was read; replication rules have rows of their own.
    const own = rows.slice(0, -1).filter(({ kind }) => kind !== 'verdict');
    expect(own.map(({ fingerprint }) => fingerprint)).toEqual(
      hostileReport(evil).findings.map(({ fingerprint }) => fingerprint),
    );
  },
  ocsf: (text, evil) => {
    isQuiet(text);
    const events = JSON.parse(text) as readonly unknown[];
    expect(events).toHaveLength(hostileReport(evil).findings.length + hostileReport(evil).replication.length);
  },
  asff: (text) => {
    isQuiet(text);
    for (const { Title } of JSON.parse(text) as readonly { readonly Title: string }[]) {
      expect(Title).not.toMatch(controls);
      expect(Title).toMatch(/\S/u);
    }
  },
  github: (text) => {
    expect(text).not.toMatch(controls);
    for (const line of text.split('\n').slice(0, -1)) {
      expect(line).toMatch(/^::(?:error|warning|notice) title=/u);
      expect(line).not.toContain('##[');
    }
  },
};

describe('hostile text of any kind', () => {
  test.each(reporterNames.map((name) => [name]))('%s', async (name) => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (evil) => {
        checks[name](await render(name, hostileReport(evil)), evil);
      }),
      name === 'html' || name === 'sarif' ? few : runs,
    );
  });

  test('the inventory, in YAML', () => {
    fc.assert(
      fc.property(hostileText, (evil) => {
        const text = renderInventory(hostileReport(evil));
        isQuiet(text);
        const { sourceBuckets } = parseYaml(text) as { readonly sourceBuckets: readonly { readonly bucket: string }[] };
        expect(sourceBuckets.map(({ bucket }) => bucket)).toEqual([evil]);
      }),
      runs,
    );
  });
});
