/** The report on the input in SARIF, each finding with the edits that mend it. A finding that takes a change elsewhere has none. */
import { loadReporter } from '../../reporters/index.js';
import type { ReporterOptions, SuggestedFix } from '../../reporters/reporter.js';
import type { Report } from '../../report/model.js';
import type { FixPatch, FixReport } from '../model.js';
import { changeWords, documentWords } from './words.js';

export async function fixSarif(
  { report, audited }: { readonly report: FixReport; readonly audited: Report },
  options: Pick<ReporterOptions, 'rules' | 'workingDirectory'>,
): Promise<string> {
  const render = await loadReporter('sarif');
  return render(audited, { ...options, color: false, width: 100, failOn: 'error', fixes: fixesOf(report, audited) });
}

/** By fingerprint. */
function fixesOf({ patches }: FixReport, { findings }: Report): ReadonlyMap<string, SuggestedFix> {
  const known = new Set(findings.map(({ fingerprint }) => fingerprint));
  const fixes = new Map<string, FixPatch[]>();
  for (const patch of patches) {
    const own = patch.mends.filter((fingerprint) => known.has(fingerprint));
    for (const fingerprint of own.length > 0 ? own : beside(patch, patches, known))
      fixes.set(fingerprint, [...(fixes.get(fingerprint) ?? []), patch]);
  }
  return new Map(
    [...fixes]
      .filter(([, own]) => own.every(({ edits }) => edits !== undefined))
      .map(([fingerprint, own]) => [
        fingerprint,
        {
          text: own
            .map((patch) => `${documentWords(patch)}: ${[...new Set(patch.changes.map(changeWords))].join(', ')}`)
            .join('\n'),
          edits: own.flatMap(({ edits = [] }) => edits),
        },
      ]),
  );
}

/** What mends only that which others uncover goes with those: of the same document's owner, else of any. */
function beside(patch: FixPatch, patches: readonly FixPatch[], known: ReadonlySet<string>): readonly string[] {
  const others = patches.filter(({ mends }) => mends.some((fingerprint) => known.has(fingerprint)));
  const near = others.filter(({ target }) => target.resource === patch.target.resource);
  return (near.length > 0 ? near : others).flatMap(({ mends }) =>
    mends.filter((fingerprint) => known.has(fingerprint)),
  );
}
