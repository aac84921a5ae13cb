/** Edits of the input's files, proved: the files with all edits are read again and audited, as if a person had made them. */
import { withEdits } from './fix/source/with-edits.js';
import { withEditsMade } from './fix/source/apply-edits.js';
import type { Repaired, RepairOptions } from './repair.js';
import type { Finding } from './report/model.js';
import { run } from './run.js';

/** Without the edits where the files then do not say what was proved. */
export async function withProvedEdits(repaired: Repaired, options: RepairOptions): Promise<Repaired> {
  const { edited: reading, readings } = repaired;
  const fixed = withEdits(repaired, reading);
  const isEdited = fixed.report.patches.some(({ edits }) => edits !== undefined);
  // The edits of a snapshot are those of its facts, which were audited.
  const others = readings.filter(({ isChange }) => readings.length > 1 && isChange !== true);
  if (reading?.again === undefined || !isEdited || reading.kind === 'snapshot') return fixed;
  if (reading.kind === 'terraform-plan') return withNotice(fixed, planNotice);
  return (await isProved(fixed, reading.again, { ...options, inputs: others })) ? fixed : withoutEdits(repaired, fixed);
}

const planNotice =
  'The edits of the code were not read back: this plan shows the code as it was. Make a new plan with them, and audit it.';

async function isProved(
  { report: { patches, pairs }, audited, files = new Map() }: Repaired,
  again: NonNullable<Repaired['readings'][number]['again']>,
  options: RepairOptions,
): Promise<boolean> {
  const texts = new Map(
    [...files].map(([name, text]) => [
      name,
      withEditsMade(
        text,
        patches.flatMap(({ edits = [] }) => edits.filter(({ file }) => file === name)),
      ),
    ]),
  );
  const before = new Set(audited.findings.filter(isError).map(placeOf));
  const reading = await again(texts);
  const edited = options.inputs.length === 0 ? reading : { ...reading, isChange: true };
  if (reading.faults.length > 0) return false;
  const { replication, findings } = run({ ...options, inputs: [...options.inputs, edited] }).report;
  const isWhole = patches.every(({ edits }) => edits !== undefined);
  const verdicts = replication.filter(({ verdict }) => verdict !== 'disabled').map(({ verdict }) => verdict);
  const fixed = new Set(isWhole ? patches.flatMap(({ mends }) => mends) : []);
  return (
    !findings.some(({ fingerprint, suppressed }) => suppressed === null && fixed.has(fingerprint)) &&
    !findings.some((finding) => isError(finding) && !before.has(placeOf(finding))) &&
    verdicts.length === pairs.length &&
    pairs.every(({ before, after }, index) => {
      const verdict = verdicts[index];
      // What is left for a person to edit is not there yet.
      return verdict === after || (!isWhole && verdict === before);
    })
  );
}

function isError({ kind, level, suppressed }: Finding): boolean {
  return kind === 'problem' && level === 'error' && suppressed === null;
}

function placeOf({ rule, resource, sourceBucket, replicationRule }: Finding): string {
  return JSON.stringify([rule, resource, sourceBucket, replicationRule]);
}

function withNotice(fixed: Repaired, notice: string): Repaired {
  return { ...fixed, report: { ...fixed.report, notices: [...fixed.report.notices, notice] } };
}

function withoutEdits(repaired: Repaired, { report }: Repaired): Repaired {
  const patches = report.patches.map(({ edits, ...patch }) =>
    edits === undefined ? patch : { ...patch, byHand: 'said in a way in which no edit was proved' },
  );
  return { ...repaired, report: { ...report, patches } };
}
