/** What `generate` does, for the command and the library: intents → a set-up, audited as a snapshot. */
import { generated, type Generated } from './generate/generate.js';
import type { Intent } from './generate/intent.js';
import { audit } from './judge.js';
import type { Reading } from './sources/adapter.js';
import { joinReadings } from './sources/join-readings.js';
import type { RawSnapshot } from './sources/snapshot/snapshot-shape.js';
import type { Estate } from './estate/model.js';

/** @throws InvalidIntent, NotProved */
export function setUp(intents: readonly Intent[], today: string): Generated {
  const understand = (facts: RawSnapshot): Estate => joinReadings([readingOf(facts)]).estate;
  return generated(intents, {
    understand,
    judge: (facts) => audit(understand(facts), { settings: { now: `${today}T00:00:00Z` } }),
  });
}

/** Facts that no file holds. */
function readingOf(facts: RawSnapshot): Reading {
  return {
    name: 'set-up',
    kind: 'snapshot',
    facts,
    faults: [],
    locator: { placesOf: () => new Map(), excerptOf: () => null },
  };
}
