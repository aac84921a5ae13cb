/** Which form each file of the input has, by what it holds; and all of them read. */
import type { Locator } from '../estate/locator.js';
import { withPublishedPolicies } from './aws-policies/with-published.js';
import type { Adapter, Claim, Reading, ReadOptions } from './adapter.js';
import { adapters as everyForm } from './adapters.js';
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
  const readings: { readonly at: number; readonly reading: Reading }[] = [];
  for (const claimed of claims)
    readings.push({ at: place(claimed.claim.files[0]), reading: await readClaim(claimed, options) });
  const taken = new Set(claims.flatMap(({ claim }) => claim.files));
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

const nowhere: Locator = { placesOf: () => new Map(), excerptOf: () => null };

function foreign(file: InputFile): Reading {
  const { message, help, place } = describeForeignFile(file);
  const { name } = file;
  return { name, kind: 'unknown', facts: null, faults: [{ message, place }], help, locator: nowhere };
}
