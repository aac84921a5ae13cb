/** What people met with S3 replication: the right verdict, rules and causes on the broken estate, and peace on the repaired one. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { cases } from '../scripts/conformance/cases.mjs';
import type { Report } from '../src/report/model.js';
import { auditOf } from './audit-of.js';

function snapshot(id: string, which: string): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/conformance/${id}/${which}.json`, import.meta.url), 'utf8'));
}

/** Errors and warnings as `rule cause`, once for each source bucket. */
function found({ findings }: Report): readonly string[] {
  const loud = findings.filter(({ level }) => level !== 'note');
  const texts = loud.map(({ rule, permission, sourceBucket }) => {
    const text = permission === null ? rule : `${rule} ${permission.cause}`;
    return [`${sourceBucket} ${text}`, text] as const;
  });
  return [...new Map(texts).values()].sort();
}

const decidable = Object.entries(cases).filter(([, one]) => one.cannot === undefined);

describe('what people met', () => {
  test.each(decidable)('%s, broken', (id, { verdict, rules, aspects = {}, notes = [] }) => {
    const report = auditOf(snapshot(id, 'broken'));
    expect(found(report)).toEqual([...rules].sort());
    expect(report.replication[0]).toMatchObject({ verdict, aspects });
    const all = report.findings.map(({ rule }) => rule);
    for (const note of notes) expect(all).toContain(note);
  });

  test.each(decidable)('%s, repaired', (id, { notes = [], rules, repairedAspects = {}, verdict }) => {
    const report = auditOf(snapshot(id, 'repaired'));
    expect(found(report)).toEqual([]);
    expect(report.replication.map((entry) => entry.verdict)).toEqual(report.replication.map(() => 'replicates'));
    expect(report.replication[0]?.aspects).toMatchObject(repairedAspects);
    for (const note of notes) expect(report.findings.map(({ rule }) => rule)).not.toContain(note);
    // A case that nothing tells from its repaired estate would prove nothing, but for the traps.
    if (rules.length === 0 && notes.length === 0) expect(verdict).toBe('replicates');
  });

  test('the page lists every case with its sources', () => {
    const page = readFileSync(new URL('../docs/conformance.md', import.meta.url), 'utf8');
    const sections = new Map(page.split('\n### ').map((section) => [section.split('\n')[0], section]));
    for (const [id, { sources }] of Object.entries(cases)) {
      for (const source of sources) expect(sections.get(id)).toContain(`(${source})`);
    }
  });
});
