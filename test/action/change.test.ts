/** A pull request that changes a template: the step says first what it breaks, at the lines that it changes. */
import { beforeAll, expect, test } from '@jest/globals';
import {
  account,
  region,
  resources,
  right,
  snapshotOf,
  templateOf,
} from '../sources/cloudformation/deployed-estate.js';
import { describeOnNode24 } from './node24.js';
import { buildAction, runStep } from './step.js';

const inputs = {
  input: 'template.yaml\nlist-stack-resources.json',
  onto: 'live.json',
  account,
  region,
  formats: 'markdown=comment.md',
};

describeOnNode24('a change that is laid over a snapshot', () => {
  let bundle = '';
  beforeAll(() => {
    bundle = buildAction();
  });

  function step(template: string, base: string) {
    const files = { 'template.yaml': template, 'list-stack-resources.json': resources, 'live.json': base };
    return runStep(bundle, { files, inputs });
  }

  test('and breaks a replication rule', async () => {
    const template = templateOf({ ...right, writing: ['s3:ReplicateTags'] });
    const { status, commands, summary, read } = await step(template, snapshotOf(right));
    const line = template.slice(0, template.indexOf('Action: [s3:ReplicateTags]')).split('\n').length - 1;
    expect(status).toBe(1);
    expect(commands[0]).toMatch(
      new RegExp(
        `^::error title=This change breaks replication,file=template\\.yaml,line=${line},col=\\d+::orders → `,
        'u',
      ),
    );
    for (const text of [summary, read('comment.md')]) {
      expect(text.split('\n')[0]).toBe('## This change breaks 1 replication rule');
      expect(text).toContain('## S3 replication');
    }
  });

  test('and fixes one', async () => {
    const base = snapshotOf({ ...right, writing: ['s3:ReplicateTags'] });
    const { status, commands, summary } = await step(templateOf(right), base);
    expect(status).toBe(0);
    expect(commands[0]).toMatch(/^::notice title=This change fixes replication,file=template\.yaml,line=\d+/u);
    expect(summary.split('\n')[0]).toBe('## This change fixes 1 replication rule');
  });
});
