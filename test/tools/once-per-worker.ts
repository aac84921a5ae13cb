/** Servers that all test files of one worker share. */
const shared = new Map<string, unknown>();

/** What `start` gives the first time that a worker asks for it. What is started has to end by itself when the worker's process does. */
export function oncePerWorker<T>(name: string, start: () => T): T {
  if (!shared.has(name)) shared.set(name, start());
  return shared.get(name) as T;
}
