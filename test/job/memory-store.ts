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
    keep: async (key, body) => {
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
      const there = objects.get(key);
      if (there !== undefined) return Buffer.from(there).equals(Buffer.from(bytes)) ? 'kept' : 'other';
      objects.set(key, bytes);
      return 'kept';
    },
    list: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)).sort(),
  };
}
