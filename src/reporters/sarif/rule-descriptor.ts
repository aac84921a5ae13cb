import type { ReportingDescriptor } from 'sarif';
import type { Control } from '../../report/controls/index.js';
import type { Level } from '../../report/model.js';
import type { RuleFacts } from '../reporter.js';
import { bounded } from '../text/bounded.js';
import { rulePage } from '../view/rule-page.js';

/** Most characters that code scanning takes of a short or full description. */
const maxDescription = 1024;

/** GitHub's bands: over 9 critical, 7 to 8.9 high, 4 to 6.9 medium, below low. */
const securitySeverity: Readonly<Record<Level, string>> = { error: '7.5', warning: '5.0', note: '2.0' };
const problemSeverity: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'recommendation' };

/** A rule, as code scanning shows it beside its alerts. */
export function descriptorOf({ id, title, why, level, sources, controls }: RuleFacts): ReportingDescriptor {
  const page = rulePage(id);
  const [group = 'replint'] = id.split('/');
  return {
    id,
    name: id.replace(/(?:^|[-/])([a-z])/gu, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: bounded(`${title}.`, maxDescription) },
    fullDescription: { text: bounded(why, maxDescription) },
    help: {
      text: [`${title}.`, why, `Examples: ${page}`, `Sources:\n${sources.join('\n')}`].join('\n\n'),
      markdown: [
        `**${title}.**`,
        why,
        `A failing and a passing example: [${id}](${page}).`,
        ...(controls.length === 0 ? [] : [`**Controls**\n\n${controls.map(controlLine).join('\n')}`]),
        `**Sources**\n\n${sources.map((source) => `- <${source}>`).join('\n')}`,
      ].join('\n\n'),
    },
    helpUri: page,
    defaultConfiguration: { level },
    properties: {
      tags: ['security', 's3-replication', group],
      precision: level === 'note' ? 'medium' : 'very-high',
      'problem.severity': problemSeverity[level],
      'security-severity': securitySeverity[level],
      controls: controls.map((control) => control.id),
    },
  };
}

function controlLine({ id, title, source }: Control): string {
  return `- [${id}](${source}): ${title}`;
}
