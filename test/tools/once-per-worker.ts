/** Servers that all test files of one worker share. */
import { globalAgent } from 'node:http';

const shelf = Symbol.for('replint.tests.shared');

type Shelf = { [shelf]?: Map<string, unknown> };

/**
 * What `start` gives the first time that a worker asks for it. Jest gives each test file globals of its own, but Node's own modules are the
 * same for all of them. What is started has to end by itself when the worker's process does.
 */
export function oncePerWorker<T>(name: string, start: () => T): T {
  const shared = ((globalAgent as Shelf)[shelf] ??= new Map());
  if (!shared.has(name)) shared.set(name, start());
  return shared.get(name) as T;
}
