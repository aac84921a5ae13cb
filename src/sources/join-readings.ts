/** Sources, also of different forms, joined into one estate. */
import { EstateBuilder } from './build/estate-builder.js';
import { fillOutside } from './build/fill-outside.js';
import { Join } from './build/join.js';
import { PolicyDocuments } from './build/policy-documents.js';
import { unlistedBy } from './build/words.js';
import type { Origin } from '../estate/fact.js';
import type { Locator } from '../estate/locator.js';
import type { Estate, Source } from '../estate/model.js';
import type { Reading } from './adapter.js';
import { FaultList } from './faults/fault-list.js';
import type { RawSnapshot } from './snapshot/snapshot-shape.js';

export interface Joined {
  readonly estate: Estate;
  /** In the order of the readings. */
  readonly facts: readonly RawSnapshot[];
  /** By the names of the sources. */
  readonly locators: ReadonlyMap<string, Locator>;
}

/** @throws InvalidInput with every fault of every source and its place, also where they contradict each other */
export function joinReadings(readings: readonly Reading[]): Joined {
  const faults = new FaultList(readings);
  faults.throwAny();
  const facts = readings.flatMap((reading) => (reading.facts === null ? [] : [fillOutside(reading.facts, reading)]));
  const sources = readings.map(({ name, kind, isChange = false }, index): Source => ({
    name,
    kind,
    collectedAt: facts[index]?.collectedAt ?? null,
    ...(isChange ? { isChange } : {}),
  }));
  const report = (origin: Origin, message: string): void => faults.add(origin, message);
  const documents = new PolicyDocuments(report);
  const builder = new EstateBuilder(documents, new Join(sources), report);
  for (const [source, snapshot] of facts.entries()) builder.addSnapshot(snapshot, source);
  faults.throwAny();
  addTexts(documents, readings);
  const supply = readings.find((reading) => reading.supply !== undefined)?.supply ?? null;
  return {
    estate: builder.build(sources, unlistedBy(supply)),
    facts,
    locators: new Map(readings.map(({ name, locator }) => [name, locator])),
  };
}

/** An object in the input can hold a name twice, which `JSON.parse` hides. */
function addTexts(documents: PolicyDocuments, readings: readonly Reading[]): void {
  for (const [source, { jsonTexts }] of readings.entries()) {
    const pointers = documents.objectsOf(source);
    if (jsonTexts === undefined || pointers.length === 0) continue;
    const texts = jsonTexts(pointers);
    documents.addTexts(source, (pointer) => texts.get(pointer) ?? null);
  }
}
