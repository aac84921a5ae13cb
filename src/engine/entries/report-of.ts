/** The parts of a report that say what was found: entries, findings in order, and the numbers. */
import type { Estate } from '../../estate/model.js';
import type { AllFindings } from '../findings/all-findings.js';
import { compareFindings } from '../findings/findings.js';
import { withGroups } from '../findings/groups.js';
import type { Report } from '../../report/model.js';
import { entriesOf } from './entries.js';
import { inputOf, summaryOf } from './summary.js';

export function reportOf(
  estate: Estate,
  all: AllFindings,
): Pick<Report, 'input' | 'summary' | 'replication' | 'findings'> {
  const findings = withGroups(all.found.map(({ finding }) => finding).sort(compareFindings));
  const replication = entriesOf(estate, all);
  return {
    input: inputOf(estate, all.gaps),
    summary: summaryOf(replication, findings, all.gaps.length > 0),
    replication,
    findings,
  };
}
