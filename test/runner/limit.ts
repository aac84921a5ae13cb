/** In milliseconds. Long random runs set their own. */
const usual = Number(process.env['TEST_TIMEOUT'] ?? 120_000);

/** A test or a hook that fails when it takes longer than `limit` milliseconds. One that never gives back control cannot be ended. */
export function withLimit<T>(run: () => T | Promise<T>, limit = usual): () => Promise<T> {
  return async () => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`took longer than ${limit} ms`)), limit);
    });
    try {
      return await Promise.race([run(), late]);
    } finally {
      clearTimeout(timer);
    }
  };
}
