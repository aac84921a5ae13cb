/** Whatever it is, it ends in time: a body that comes in drops, an answer that stops halfway. */

class TimedOut extends Error {
  /** As the SDK calls it. */
  override readonly name = 'TimeoutError';
}

/**
 * @param milliseconds - from the first byte sent to the last byte read
 * @param work - given a signal that is aborted at the deadline
 * @throws an error named `TimeoutError` at the deadline
 */
export async function withinTime<T>(milliseconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const deadline = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new TimedOut(`The answer was not complete after ${milliseconds / 1_000} s.`));
      deadline.abort();
    }, milliseconds);
  });
  try {
    return await Promise.race([work(deadline.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
