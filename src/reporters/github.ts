/** Workflow annotations: `::error file=…,line=…::message`. GitHub shows ten of each level a step. */
import type { Finding, Level } from '../engine/report.js';
import { escapeCommandData, escapeCommandProperty } from './escape/workflow-command.js';
import { visibleLines } from './escape/visible.js';
import type { Reporter } from './reporter.js';
import { bounded } from './text/bounded.js';
import { fileSegments } from './view/file-name.js';
import { bySeverity, isOpen } from './view/finding-order.js';

const maxOfLevel = 10;
const commands: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };

const github: Reporter = (report, options) => {
  const lines: string[] = [];
  const counts: Record<Level, number> = { error: 0, warning: 0, note: 0 };
  for (const finding of bySeverity(report.findings.filter(isOpen))) {
    counts[finding.level] += 1;
    if (counts[finding.level] < maxOfLevel) lines.push(annotation(finding, options.workingDirectory));
  }
  for (const [level, count] of Object.entries(counts) as [Level, number][]) {
    const left = count - (maxOfLevel - 1);
    if (left > 0) lines.push(`::${commands[level]} title=replint::${left} more of level ${level}: see the report.`);
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
};

export default github;

function annotation({ level, location, rule, message, help }: Finding, workingDirectory: string): string {
  const properties = [`title=${escapeCommandProperty(rule)}`];
  if (location !== null) {
    properties.push(`file=${escapeCommandProperty(fileSegments(location.file, workingDirectory).join('/'))}`);
    if (location.line !== null) properties.push(`line=${location.line}`, `col=${location.column ?? 1}`);
  }
  return `::${commands[level]} ${properties.join(',')}::${escapeCommandData(visibleLines(bounded(`${message}\n${help}`, 4000)))}`;
}
