import type { ReportSummary } from '../../report/model.js';
import { counted } from '../../basics/counted.js';

/** Why a run is incomplete, as a sentence; null = it is complete. */
export function incompleteText({ incomplete, verdicts }: ReportSummary): string | null {
  if (!incomplete) return null;
  const what =
    verdicts.unknown === 0
      ? 'not everything could be read'
      : `the verdict of ${counted(verdicts.unknown, 'replication rule')} is unknown`;
  return `Incomplete: ${what}. The findings of kind unknown name what is missing.`;
}
