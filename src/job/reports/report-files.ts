/** What a run leaves in the bucket for people and tools. */
import { gzipSync } from 'node:zlib';
import type { Diff } from '../../diff/model.js';
import { renderMarkdown } from '../../diff/render-markdown.js';
import { fixJson } from '../../fix/emit/json.js';
import { fixMarkdown } from '../../fix/emit/markdown.js';
import type { Repaired } from '../../repair.js';
import type { HistoryPoint } from '../../reporters/view/history.js';
import type { Report } from '../../report/model.js';
import { jsonText } from '../../reporters/escape/json.js';
import { markdownText } from '../../reporters/escape/markdown.js';
import { messageLimit } from '../../reporters/escape/terminal.js';
import { loadReporter, type ReporterName } from '../../reporters/index.js';
import { ruleFacts } from '../../rule-facts.js';

export interface File {
  readonly name: string;
  readonly body: string | Uint8Array;
  readonly type: string;
}

/** Replication rules up to which there is a page: with more, no browser opens it with pleasure. */
const mostOfPage = 5_000;

export interface Found {
  readonly report: Report;
  /** The snapshot as text: lines and columns of findings are those of it. */
  readonly snapshot: string;
  /** null = there was no run before. */
  readonly diff: Diff | null;
  readonly history: readonly HistoryPoint[];
}

export async function filesOf({ report, snapshot, diff, history }: Found): Promise<readonly File[]> {
  const rendered = async (name: ReporterName): Promise<string> =>
    (await loadReporter(name))(report, {
      rules: ruleFacts,
      color: false,
      width: 120,
      workingDirectory: process.cwd(),
      failOn: 'error',
      history,
    });
  const markdown = (change: Diff): string => renderMarkdown(change, (text) => markdownText(text, messageLimit));
  return [
    { name: 'report.json', body: await rendered('json'), type: 'application/json' },
    { name: 'report.sarif', body: await rendered('sarif'), type: 'application/sarif+json' },
    { name: 'report.md', body: await rendered('markdown'), type: 'text/markdown; charset=utf-8' },
    ...(report.replication.length > mostOfPage
      ? []
      : [{ name: 'report.html', body: await rendered('html'), type: 'text/html; charset=utf-8' }]),
    { name: 'snapshot.json.gz', body: gzipSync(snapshot), type: 'application/gzip' },
    { name: 'drift.json', body: jsonText(diff), type: 'application/json' },
    {
      name: 'drift.md',
      body: diff === null ? 'The first report: there is nothing to compare it with.\n' : markdown(diff),
      type: 'text/markdown; charset=utf-8',
    },
  ];
}

export function fixFiles({ report }: Repaired): readonly File[] {
  return [
    { name: 'fix.json', body: fixJson(report), type: 'application/json' },
    { name: 'fix.md', body: fixMarkdown(report), type: 'text/markdown; charset=utf-8' },
  ];
}
