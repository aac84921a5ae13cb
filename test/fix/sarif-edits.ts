/** What the fixes of a SARIF log say to replace, each once: findings that one change mends have it in common. */
import type { Log } from 'sarif';
import type { FileEdit } from '../../src/fix/model.js';

export function sarifEdits({ runs: [run] }: Log): readonly FileEdit[] {
  const edits = (run?.results ?? []).flatMap(({ fixes = [] }) =>
    fixes.flatMap(({ artifactChanges }) =>
      artifactChanges.flatMap(({ artifactLocation, replacements }) =>
        replacements.map(({ deletedRegion, insertedContent }): FileEdit => {
          const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = deletedRegion;
          const file = decodeURI(artifactLocation.uri ?? '');
          return { file, startLine, startColumn, endLine, endColumn, text: insertedContent?.text ?? '' };
        }),
      ),
    ),
  );
  return [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
}
