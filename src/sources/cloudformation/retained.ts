/**
 * What a later template leaves out, or puts something else in place of, and CloudFormation leaves where it is: it stays as the earlier
 * template made it. Source: CloudFormation Template Reference, DeletionPolicy and UpdateReplacePolicy attributes.
 */
import { shortList } from '../../basics/short-list.js';
import type { Reading } from '../adapter.js';
import type { RawAccount, RawSnapshot } from '../snapshot/snapshot-shape.js';
import { isTemplateAnswer } from './answers/recognise.js';
import { memberOf, scalarText } from './template/node.js';
import { parseTemplate, parseTemplateAnswer, type Resource } from './template/template.js';

type Attribute = 'DeletionPolicy' | 'UpdateReplacePolicy';

const retaining: Readonly<Record<Attribute, ReadonlySet<string | null>>> = {
  DeletionPolicy: new Set(['Retain', 'RetainExceptOnCreate']),
  UpdateReplacePolicy: new Set(['Retain']),
};

export interface Retained {
  /** What stays, as far as the earlier templates say it. */
  readonly readings: readonly Reading[];
  /** Sentences. */
  readonly notes: readonly string[];
}

/** Two resources are one where they have the same logical id and type. */
export function retainedIn(before: readonly Reading[], after: readonly Reading[]): Retained {
  const there = new Map(after.flatMap(resourcesOf).map((resource) => [nameOf(resource), resource]));
  const made = after.flatMap(madeIn);
  const later: Later = {
    made: new Map(made.flatMap(({ resource }) => (resource === undefined ? [] : [[nameOf(resource), resource]]))),
    known: new Set(made.map(({ entry }) => nameOfEntry(entry))),
  };
  const taken = new Set(after.map(({ name }) => name));
  const readings: Reading[] = [];
  const kept: Record<Attribute, Set<string>> = { DeletionPolicy: new Set(), UpdateReplacePolicy: new Set() };
  for (const reading of before) {
    const facts = reading.cases === undefined ? keptFacts(reading, later, kept) : null;
    if (facts === null) continue;
    const { name, kind, supply } = reading;
    readings.push({
      name: taken.has(name) ? `${name} (what stays)` : name,
      kind,
      facts,
      faults: [],
      locator: { placesOf: () => new Map(), excerptOf: () => null },
      ...(supply === undefined ? {} : { supply }),
    });
  }
  const unjudged = before
    .flatMap(resourcesOf)
    .filter((resource) => !there.has(nameOf(resource)) && isKept(resource, 'DeletionPolicy'))
    .map(nameOf)
    .filter((name) => !kept.DeletionPolicy.has(name));
  return { readings, notes: notesOf(kept, unjudged) };
}

function notesOf(
  kept: Readonly<Record<Attribute, ReadonlySet<string>>>,
  unjudged: readonly string[],
): readonly string[] {
  const [left, replaced] = [[...kept.DeletionPolicy], [...kept.UpdateReplacePolicy]];
  const be = (names: readonly string[]): string => (names.length === 1 ? 'is' : 'are');
  const its = (names: readonly string[]): string => (names.length === 1 ? 'its' : 'their');
  const leftOut = (names: readonly string[]): string =>
    `${shortList(names, 3)} ${be(names)} left out of the later template and kept by ${its(names)} DeletionPolicy`;
  const judged = (names: readonly string[]): string =>
    `${names.length === 1 ? 'it is' : 'they are'} judged as the earlier template made ${names.length === 1 ? 'it' : 'them'}.`;
  return [
    ...(left.length === 0 ? [] : [`${leftOut(left)}: ${judged(left)}`]),
    ...(replaced.length === 0
      ? []
      : [
          `${shortList(replaced, 3)} ${be(replaced)} made anew under another name by the later template, and what was there is kept by ${its(replaced)} UpdateReplacePolicy: ${judged(replaced)}`,
        ]),
    ...(unjudged.length === 0
      ? []
      : [
          `${leftOut(unjudged)}: what stays of ${unjudged.length === 1 ? 'it' : 'them'} in the account is not judged here. Compare a snapshot with the later template instead.`,
        ]),
  ];
}

function isKept({ node }: Resource, attribute: Attribute): boolean {
  return retaining[attribute].has(scalarText(memberOf(node, attribute)));
}

// ---- facts ---------------------------------------------------------------------------------------------------------

type Entry = Readonly<Record<string, unknown>>;

const lists = ['buckets', 'roles', 'keys'] as const;

/** A bucket, a role or a key as the facts have it, and the resource that makes it. */
interface Made {
  readonly entry: Entry;
  readonly pointer: string;
  readonly resource: Resource | undefined;
}

interface Later {
  /** Resources that make something, by their logical ids and types: not those whose condition is false. */
  readonly made: ReadonlyMap<string, Resource>;
  /** Names and ARNs of what they make. */
  readonly known: ReadonlySet<string>;
}

function madeIn(reading: Reading): readonly Made[] {
  const resources = new Map(resourcesOf(reading).map((resource) => [`${resource.file} ${resource.id}`, resource]));
  const all = (reading.facts?.accounts ?? []).flatMap((account, at) =>
    lists.flatMap((list) =>
      entriesIn(account, list).map((entry, index) => ({ entry, pointer: `/accounts/${at}/${list}/${index}` })),
    ),
  );
  const places = reading.locator.placesOf(all.map(({ pointer }) => pointer));
  return all.map((each) => {
    const place = places.get(each.pointer);
    return { ...each, resource: place === undefined ? undefined : resources.get(`${place.file} ${place.address}`) };
  });
}

function entriesIn(account: RawAccount, list: (typeof lists)[number]): readonly Entry[] {
  return (account[list] ?? []) as readonly object[] as readonly Entry[];
}

function nameOfEntry(entry: Entry): string {
  const { DescribeKey: described } = entry as { DescribeKey?: { KeyMetadata?: { Arn?: string } } };
  return String(entry['Name'] ?? entry['Arn'] ?? described?.KeyMetadata?.Arn ?? '');
}

/** @param kept is filled with the resources of which something stays */
function keptFacts(reading: Reading, later: Later, kept: Readonly<Record<Attribute, Set<string>>>): RawSnapshot | null {
  const staying = madeIn(reading).filter(({ entry, resource }) => {
    const attribute = resource === undefined || later.known.has(nameOfEntry(entry)) ? null : keptBy(resource, later);
    if (resource === undefined || attribute === null) return false;
    kept[attribute].add(nameOf(resource));
    return true;
  });
  if (staying.length === 0) return null;
  const accounts = (reading.facts?.accounts ?? []).map(({ id, partition }, at) => ({
    id,
    ...(partition === undefined ? {} : { partition }),
    ...Object.fromEntries(
      lists.map((list) => [
        list,
        staying
          .filter(({ pointer }) => pointer.startsWith(`/accounts/${at}/${list}/`))
          .map((each) => ownPart(each, reading)),
      ]),
    ),
  }));
  return { format: 'replint-snapshot/1', accounts };
}

/** Of one that is replaced, both templates have to say it: which of them counts is not documented. */
function keptBy(resource: Resource, { made }: Later): Attribute | null {
  const next = made.get(nameOf(resource));
  if (next === undefined) return isKept(resource, 'DeletionPolicy') ? 'DeletionPolicy' : null;
  return [resource, next].every((each) => isKept(each, 'UpdateReplacePolicy')) ? 'UpdateReplacePolicy' : null;
}

/** Answers that other resources of the template had a say in are not known: nobody says what becomes of those. */
function ownPart({ entry, pointer }: Made, { locator }: Reading): Entry {
  const below = (steps: readonly string[]): readonly string[] => steps.map((step) => `${pointer}/${step}`);
  const pointersOf = new Map(Object.keys(entry).map((name) => [name, below(stepsInto(name, entry[name]))]));
  const places = locator.placesOf([pointer, ...[...pointersOf.values()].flat()]);
  const address = places.get(pointer)?.address;
  const isOwn = (name: string): boolean =>
    (pointersOf.get(name) ?? []).every((each) => (places.get(each)?.address ?? address) === address);
  const isOfRole = (name: string): boolean => ['ListRolePolicies', 'GetRolePolicy'].includes(name);
  const arePoliciesOwn = ['ListRolePolicies', 'GetRolePolicy'].every(isOwn);
  return Object.fromEntries(
    Object.entries(entry).filter(([name]) => {
      if (name === 'UnorderedVersioning') return false;
      return isOfRole(name) ? arePoliciesOwn : isOwn(name);
    }),
  );
}

/** The answer and, of lists in it, each element. */
function stepsInto(name: string, answer: unknown): readonly string[] {
  if (Array.isArray(answer)) return [name, ...answer.map((_, index) => `${name}/${index}`)];
  if (typeof answer !== 'object' || answer === null) return [name];
  return [
    name,
    ...Object.entries(answer).flatMap(([member, value]) =>
      Array.isArray(value) ? value.map((_, index) => `${name}/${member}/${index}`) : [],
    ),
  ];
}

// ---- templates -----------------------------------------------------------------------------------------------------

interface FileResource extends Resource {
  readonly file: string;
}

function nameOf({ id, type }: Resource): string {
  return `${id} (${type})`;
}

function resourcesOf({ kind, files = [] }: Reading): readonly FileResource[] {
  if (kind !== 'cloudformation') return [];
  return files.flatMap((file) => {
    const parse = isTemplateAnswer(file) ? parseTemplateAnswer : parseTemplate;
    const { template } = parse(file.name, file.text ?? '');
    return [...(template?.resources.values() ?? [])].map((resource) => ({ ...resource, file: file.name }));
  });
}
