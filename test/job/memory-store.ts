import type { Store } from '../../src/job/store.js';

/** A bucket in memory. */
export function memoryStore(objects = new Map<string, Uint8Array>()): Store & { readonly objects: typeof objects } {
  return {
    bucket: 'reports',
    objects,
    get: async (key) => objects.get(key) ?? null,
    put: async (key, body) => {
      objects.set(key, typeof body === 'string' ? new TextEncoder().encode(body) : body);
    },
    list: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)).sort(),
  };
}
