/** What a test imports as `@jest/globals`: the runner has put these on the global object. */
export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = globalThis;
