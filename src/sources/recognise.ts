/** Which form each file of the input has, by what it holds; and all of them read. */
import { groupBy } from '../basics/group-by.js';
import type { Locator } from '../estate/locator.js';
import { withPublishedPolicies } from './aws-policies/with-published.js';
import type { Adapter, Claim, Reading, ReadOptions } from './adapter.js';
import { adapters as everyForm } from './adapters.js';
import { isNamedByCommand } from './cli-answers/placing/names.js';
import { describeForeignFile } from './faults/foreign-file.js';
import { InputFile } from './input-file.js';

interface Claimed {
  readonly adapter: Adapter;
  readonly claim: Claim;
}

const surest = { certain: 0, likely: 1 } as const;

/**
 * Of claims to one file, the surest holds; of two that are equally sure, the one to more files, then that of the first adapter. Whoever
 * loses a file is asked again about the others.
 */
export function claimsOf(files: readonly InputFile[], forms: readonly Adapter[] = everyForm): readonly Claimed[] {
  const all = forms.flatMap((adapter) => adapter.recognise(files).map((claim) => ({ adapter, claim })));
  const taken = new Set<InputFile>();
  const held: Claimed[] = [];
  const queue = all.sort(
    (a, b) => surest[a.claim.sureness] - surest[b.claim.sureness] || b.claim.files.length - a.claim.files.length,
  );
  for (const { adapter, claim } of queue) {
    const free = claim.files.filter((file) => !taken.has(file));
    const claims = free.length === claim.files.length ? [claim] : adapter.recognise(free);
    for (const own of claims) {
      if (own.files.length === 0 || own.files.some((file) => taken.has(file))) continue;
      for (const file of own.files) taken.add(file);
      held.push({ adapter, claim: own });
    }
  }
  return held;
}

/**
 * All sources, in the order of their first files. A file that was named and has no known form is a source with one fault, which says
 * what it looks like; so is a folder in which nothing is found. Other files of a folder are passed over.
 */
export async function readFiles(
  files: readonly InputFile[],
  options: ReadOptions = {},
  forms: readonly Adapter[] = everyForm,
): Promise<readonly Reading[]> {
  const claims = claimsOf(files, forms);
  const order = new Map(files.map((file, index) => [file, index]));
  const place = (file: InputFile | undefined): number => (file === undefined ? 0 : (order.get(file) ?? 0));
  const taken = new Set(claims.flatMap(({ claim }) => claim.files));
  const beside = passedOverNotes(files, taken);
  const readings: { readonly at: number; readonly reading: Reading }[] = [];
  for (const claimed of claims) {
    const [first] = claimed.claim.files;
    const reading = await readClaim(claimed, options);
    const notes = beside.get(first?.given ?? '') ?? [];
    // Said once for a folder.
    beside.delete(first?.given ?? '');
    readings.push({
      at: place(first),
      reading: notes.length === 0 ? reading : { ...reading, notes: [...(reading.notes ?? []), ...notes] },
    });
  }
  for (const file of unrecognised(files, taken)) readings.push({ at: place(file), reading: foreign(file) });
  return readings.sort((a, b) => a.at - b.at).map(({ reading }) => reading);
}

async function readClaim({ adapter, claim }: Claimed, options: ReadOptions): Promise<Reading> {
  return {
    ...(await withPublishedPolicies(await adapter.read(claim, options))),
    files: claim.files,
    again: (texts) => {
      const files = claim.files.map((file) => {
        const text = texts.get(file.name);
        return text === undefined ? file : new InputFile({ name: file.name, given: file.given, text, bytes: null });
      });
      return readClaim({ adapter, claim: { ...claim, files } }, options);
    },
  };
}

/** Files that were named, and the first of each folder in which nothing was found. */
function unrecognised(files: readonly InputFile[], taken: ReadonlySet<InputFile>): readonly InputFile[] {
  const found = new Set([...taken].map(({ given }) => given));
  return files.filter((file) => {
    if (taken.has(file) || (!file.isNamed && found.has(file.given))) return false;
    found.add(file.given);
    return true;
  });
}

/** More lines than this tell nothing new. */
const mostNotes = 5;

/** What a folder holds that is called after a command of the AWS CLI and is not its answer, by the folder: somebody takes it for read. */
function passedOverNotes(files: readonly InputFile[], taken: ReadonlySet<InputFile>): Map<string, readonly string[]> {
  const odd = files.filter((file) => !taken.has(file) && !file.isNamed && isNamedByCommand(file.name));
  const notes = new Map<string, readonly string[]>();
  for (const [given, all] of groupBy(odd, (file) => file.given)) {
    const shown = all.slice(0, mostNotes).map((file) => {
      const { message, help } = describeForeignFile(file);
      return `${file.name} was passed over. ${message} ${help}`;
    });
    const more = all.length - shown.length;
    notes.set(
      given,
      more === 0 ? shown : [...shown, `So were ${more} more files of ${given} that are called after commands.`],
    );
  }
  return notes;
}

const nowhere: Locator = { placesOf: () => new Map(), excerptOf: () => null };

function foreign(file: InputFile): Reading {
  const { message, help, place } = describeForeignFile(file);
  const { name, given, isNamed } = file;
  const fault = { message: isNamed ? message : `No file in ${given} is an input. ${message}`, place };
  return { name, kind: 'unknown', facts: null, faults: [fault], help, locator: nowhere };
}
