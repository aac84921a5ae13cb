/** Plans of Terraform and OpenTofu, as `terraform show -json` prints them, with the source beside them where it is given. */
import type { Adapter, Claim, Reading, ReadOptions } from '../../adapter.js';
import type { InputFile } from '../../input-file.js';
import { type JsonObject, isObject } from '../../shape.js';
import { locate } from '../../json/locate.js';
import { codeProblem, locatorWithUnseenCode, type UnseenCode, withUnseenCode } from '../../unseen-code.js';
import { codeAt } from '../code-at.js';
import type { SourceOfPlan } from '../knowledge.js';
import { type Located, originIn, terraformLocator } from '../locator.js';
import type { Instance, TerraformEstate } from '../model.js';
import { unseenIn } from '../resources/anybodys.js';
import { factsOf } from '../resources/snapshot.js';
import { ValueNames } from '../value-names.js';
import { openedSources, openSource, sourcesAmong, sourcesFor } from '../source-of-plan.js';
import { isPlan, textAt } from './plan-json.js';
import { PlanReader } from './plan-reader.js';

export const planAdapter: Adapter = {
  kind: 'terraform-plan',
  form: 'a Terraform plan as JSON',
  recognise: (files) => {
    const plans = files.filter((file) => isPlan(file.json?.value));
    const [first] = plans;
    if (first === undefined) return [];
    const name = plans.length === 1 ? first.name : first.given;
    const why = 'a Terraform plan: `format_version` and `resource_changes` say so';
    const sources = sourcesAmong(files);
    return [{ files: [...plans, ...sources], name, sureness: 'certain' as const, why }];
  },
  read,
};

const supply =
  'Give a plan, a state or a snapshot of the account that holds it as a further input (`replint collect` writes a snapshot).';

async function read(claim: Claim, options: ReadOptions): Promise<Reading> {
  const plans = claim.files.filter((file) => isPlan(file.json?.value));
  const faults = plans.flatMap((file) => versionFault(file));
  const reading = { name: claim.name, kind: 'terraform-plan' };
  if (faults.length > 0) {
    const locator = terraformLocator({ spotOf: () => null, files: plans, sources: new Map() });
    return { ...reading, facts: null, faults, help: 'Use a version of replint that reads it.', locator };
  }
  const readers = plans.map((file, index) => readerOf(file, index, plans.length === 1, options));
  const sources = await openSources(readers, plans, claim.files);
  const { facts, notes, spotOf } = factsOf({ ...joined(readers), ...changeOf(options) });
  const locator = terraformLocator({ spotOf, files: plans, sources });
  const unseen = [
    ...readers.flatMap((reader, index) => leftOutIn(reader, plans[index], options)),
    ...unseenIn(facts, locator),
  ];
  const times = plans.flatMap((file) => textAt(planOf(file), 'timestamp') ?? []).sort();
  return {
    ...reading,
    facts: withUnseenCode(
      { ...facts, ...(times[0] === undefined ? {} : { collectedAt: times[0] }) },
      unseen.map(codeProblem),
    ),
    faults: [],
    locator: locatorWithUnseenCode(locator, unseen),
    ...(sources.size === 0 ? {} : { codeAt: codeAt({ spotOf, files: plans, sources }) }),
    supply,
    notes: [...readers.flatMap((reader, index) => notesOf(reader, plans[index]?.name ?? '', options)), ...notes],
    isLenient: true,
  };
}

function changeOf({ existing }: ReadOptions): Pick<TerraformEstate, 'isChange' | 'existing'> {
  return existing === undefined ? {} : { isChange: true, existing };
}

function leftOutIn(reader: PlanReader, plan: InputFile | undefined, { existing }: ReadOptions): readonly UnseenCode[] {
  const leftOut = reader.leftOut(existing !== undefined);
  if (plan === undefined || leftOut.length === 0) return [];
  const places = locate(
    plan.text ?? '',
    leftOut.map(({ pointer }) => pointer),
  );
  return leftOut.map(({ kind, address: own, why, pointer }) => {
    const address = `${reader.prefix}${own}`;
    const at = places.get(pointer) ?? { line: 1, column: 1 };
    return { kind, address, why, place: { file: plan.name, address, ...at } };
  });
}

/** By the number of their plan. */
async function openSources(
  readers: readonly PlanReader[],
  plans: readonly InputFile[],
  files: readonly InputFile[],
): Promise<Located['sources']> {
  const found = new Map<number, { readonly source: SourceOfPlan; readonly prefix: string }>();
  const all = openedSources(sourcesAmong(files));
  if (all.length === 0) return found;
  const names = new ValueNames();
  for (const [index, reader] of readers.entries()) {
    const plan = plans[index];
    const own = plan === undefined ? [] : sourcesFor(plan, plans, all);
    if (own.length === 0) continue;
    const source = await openSource(own, reader.knowledge(), names);
    reader.use(source);
    found.set(index, { source, prefix: reader.prefix });
  }
  return found;
}

function planOf(file: InputFile): JsonObject {
  const value = file.json?.value;
  return isObject(value) ? value : {};
}

function readerOf(file: InputFile, index: number, isOnly: boolean, { account, region }: ReadOptions): PlanReader {
  return new PlanReader(planOf(file), {
    account,
    region,
    prefix: isOnly ? '' : `${file.name}: `,
    originOf: (pointer) => originIn(index, pointer),
  });
}

/** Unknown members are passed over; another major version may mean anything. */
function versionFault(file: InputFile): Reading['faults'] {
  const version = textAt(planOf(file), 'format_version') ?? '';
  if (/^[01]\./u.test(version)) return [];
  const place = { file: file.name, address: '/format_version', line: 1, column: 1 };
  return [
    { message: `This plan has the format version ${JSON.stringify(version.slice(0, 20))}, and 1 is read.`, place },
  ];
}

function joined(readers: readonly PlanReader[]): TerraformEstate {
  const estates = readers.map((reader) => reader.estate());
  const of = (list: (estate: TerraformEstate) => readonly Instance[]): readonly Instance[] => estates.flatMap(list);
  return {
    instances: of(({ instances }) => instances),
    removed: of(({ removed }) => removed),
    isPartial: estates.some(({ isPartial }) => isPartial),
    orderedBehind: (later, earlier) => {
      const own = readers.find(({ prefix }) => later.startsWith(prefix) && earlier.startsWith(prefix));
      // What two plans make, nobody orders for them.
      return own?.orderedBehind(later.slice(own.prefix.length), earlier.slice(own.prefix.length)) ?? null;
    },
  };
}

function notesOf(reader: PlanReader, name: string, { existing }: ReadOptions): readonly string[] {
  const notes: string[] = [];
  if (reader.isErrored)
    notes.push(`The plan ${name} failed half way: what it does not hold is not known to be missing.`);
  else if (reader.isPartial)
    notes.push(`The plan ${name} leaves resources out: what it does not hold is not known to be missing.`);
  if (reader.isDestroyed)
    notes.push(
      existing === undefined
        ? `The plan ${name} deletes all that it manages: nothing replicates afterwards.`
        : `The plan ${name} deletes all that it manages. What it does not manage stays.`,
    );
  return notes;
}
