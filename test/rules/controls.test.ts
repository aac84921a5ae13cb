/** Which requirements of standards rules bear on: every rule says, every control serves, and what AWS relates follows. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { rules } from '../../rules/index.generated.js';
import { defineRule } from '../../src/engine/model.js';
import { awsControls } from '../../src/report/controls/aws-security-hub.js';
import { controls, controlsOf, relatedByAws, standards } from '../../src/report/controls/index.js';
import { ruleFacts } from '../../src/rule-facts.js';

/** What a finding of these groups bears on, whatever the rule. */
const ofGroup: Readonly<Record<string, readonly RegExp[]>> = {
  batch: [/A\.8\.13/u, /CP-9/u],
  configuration: [/A\.8\.9/u, /CP-6$/u],
  destination: [/A\.(?:8\.13|8\.3|5\.14|8\.9)/u],
  kms: [/A\.8\.24/u, /SC-28$/u, /SC-13/u, /CP-9/u],
  'least-privilege': [/AC-6$|S3\.6/u, /A\.(?:8\.3|8\.24|5\.15)/u],
  policy: [/A\.|AC-/u],
  role: [/A\.8\.1[034]/u, /CP-9/u],
  versioning: [/S3\.14/u, /CP-6$/u, /A\.8\.13/u],
};

describe('rules', () => {
  test.each(rules.map(({ id, meta }) => [id, meta.controls] as const))('%s', (id, named) => {
    const shown = controlsOf(named).map((control) => control.id);
    if ('none' in named) {
      expect(named.none).toMatch(/^[A-Z].*\.$/u);
      expect(shown).toEqual([]);
      return;
    }
    expect(new Set(named).size).toBe(named.length);
    expect(shown).toEqual(expect.arrayContaining([...named]));
    for (const wanted of ofGroup[id.split('/')[0] ?? ''] ?? [])
      expect(shown.join('\n')).toMatch(new RegExp(wanted, 'mu'));
  });

  test('only what judges nothing bears on nothing', () => {
    expect(rules.filter(({ meta }) => 'none' in meta.controls).map(({ id }) => id)).toEqual([
      'coverage/unsupported-bucket-kind',
      'evidence/undocumented',
      'evidence/unreadable',
      'evidence/unresolved',
      'rule-crashed',
    ]);
  });

  test('a control that is not in the tables does not compile, and neither does an empty list', () => {
    const meta = {
      title: 'A thing is not so',
      healthy: 'A thing is so',
      level: 'note',
      why: 'It is so.',
      sources: [],
      needs: [],
      failureReasons: [],
      messages: {},
      help: {},
    } as const;
    // @ts-expect-error there is no such control
    defineRule({ subject: 'pair', meta: { ...meta, controls: ['S3.999'] }, *check() {} });
    // @ts-expect-error a rule that bears on nothing says why
    defineRule({ subject: 'pair', meta: { ...meta, controls: [] }, *check() {} });
    expect.assertions(0);
  });
});

describe('controls', () => {
  const used = new Set(ruleFacts.flatMap((facts) => facts.controls.map(({ id }) => id)));

  test.each(controls.map((control) => [control.id, control] as const))('%s', (id, { title, source, standard }) => {
    expect(used).toContain(id);
    expect(standards.map(({ name }) => name)).toContain(standard);
    expect(title).toMatch(/^[A-Z].*[^.]$/u);
    expect(source).toMatch(
      /^https:\/\/(?:docs\.aws\.amazon\.com|csrc\.nist\.gov|www\.pcisecuritystandards\.org|www\.iso\.org)\//u,
    );
    // Longest that AWS Security Hub takes as a related requirement.
    expect(id.length).toBeLessThanOrEqual(64);
  });

  test('every requirement of NIST is one that AWS relates to one of its controls', () => {
    for (const { id } of controls.filter((control) => control.id.startsWith('NIST')))
      expect([id, relatedByAws(id)]).not.toEqual([id, []]);
  });

  test('what AWS relates to a control that a rule names comes with it, each once', () => {
    for (const [id, { related }] of Object.entries(awsControls)) {
      const shown = controlsOf([id as keyof typeof awsControls]).map((control) => control.id);
      expect(new Set(shown)).toEqual(new Set([id, ...related]));
      expect(new Set(shown).size).toBe(shown.length);
    }
  });

  test('the page of a rule names each, and so does the page of all', () => {
    const all = readFileSync(new URL('../../docs/controls.md', import.meta.url), 'utf8');
    for (const { id, controls: own } of ruleFacts) {
      const page = readFileSync(new URL(`../../docs/rules/${id}.md`, import.meta.url), 'utf8');
      for (const control of own) {
        expect(page).toContain(`- ${control.id}: ${control.title}\n`);
        expect(all).toContain(`[${control.id}](${control.source})`);
      }
    }
  });
});
