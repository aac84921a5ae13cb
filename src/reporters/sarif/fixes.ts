/** Edits that mend a finding, as SARIF has them: what is taken out, and what goes there. */
import type { Fix, Result } from 'sarif';
import { groupBy } from '../../basics/group-by.js';
import { sarifText } from '../escape/sarif.js';
import { relativeUri } from '../escape/uri.js';
import type { ReporterOptions, SuggestedFix } from '../reporter.js';
import { fileSegments } from '../view/file-name.js';

export function fixesOf(
  fix: SuggestedFix | undefined,
  { workingDirectory }: ReporterOptions,
): Pick<Result, 'fixes'> | Record<string, never> {
  if (fix === undefined || fix.edits.length === 0) return {};
  const byFile = groupBy(fix.edits, ({ file }) => file);
  const artifactChanges: Fix['artifactChanges'] = [...byFile].map(([file, edits]) => ({
    artifactLocation: { uri: relativeUri(fileSegments(file, workingDirectory)), uriBaseId: 'SRCROOT' },
    replacements: edits.map(({ startLine, startColumn, endLine, endColumn, text }) => ({
      deletedRegion: { startLine, startColumn, endLine, endColumn },
      insertedContent: { text },
    })),
  }));
  return { fixes: [{ description: { text: sarifText(fix.text, 1_000) }, artifactChanges }] };
}
