import { setTimeout as wait } from 'node:timers/promises';
import type { CollectEnvironment } from '../model.js';

/** What a run takes from outside, unless told otherwise. */
export const realEnvironment: CollectEnvironment = {
  credentials: null,
  endpoint: null,
  now: () => Date.now(),
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
  random: () => Math.random(),
  attempts: 10,
  timeout: 30_000,
  answerTimeout: 90_000,
  callTimeout: 300_000,
  checkpointGap: 30_000,
};
