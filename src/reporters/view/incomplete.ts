import type { ReportSummary } from '../../report/model.js';
import { counted } from '../../basics/counted.js';

/** Why a run is incomplete, as a sentence; null = it is complete. */
export function incompleteText(summary: ReportSummary): string | null {
  const what = incompleteReason(summary);
  return what === null ? null : `${what} The findings of kind unknown name what is missing.`;
}

/** The same without a word of where what is missing is named. */
export function incompleteReason({ incomplete, verdicts }: ReportSummary): string | null {
  if (!incomplete) return null;
  return verdicts.unknown === 0
    ? 'Incomplete: not everything could be read.'
    : `Incomplete: the verdict of ${counted(verdicts.unknown, 'replication rule')} is unknown.`;
}
