import { readFileSync } from 'node:fs';
import { audit, type AuditOptions } from '../src/judge.js';
import type { Report } from '../src/report/model.js';
import { readSnapshots } from '../src/sources/snapshot/read-snapshot.js';

/** The report on a snapshot given as data, at a fixed time. */
export function auditOf(snapshot: unknown, options: AuditOptions = {}): Report {
  const { estate } = readSnapshots([{ name: 'snapshot.json', kind: 'snapshot', text: JSON.stringify(snapshot) }]);
  return audit(estate, { ...options, settings: { now: '2026-11-25T00:00:00Z', ...options.settings } });
}

export function fixture(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/estates/${name}.json`, import.meta.url), 'utf8'));
}

/** `level rule cause`, without notes. */
export function loud({ findings }: Report): readonly string[] {
  return findings
    .filter(({ level }) => level !== 'note')
    .map(({ level, rule, permission }) =>
      [level, rule, permission?.cause].filter((part) => part !== undefined).join(' '),
    );
}
