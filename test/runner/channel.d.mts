interface Told<T> {
  readonly type: string;
  readonly workerData: T;
}

/** What a pool asks of a channel. */
export interface Channel<T> {
  readonly onMessage: (listener: (message: Told<T>) => void) => void;
  readonly postMessage: (message: unknown) => void;
}

export function channelFor<T>(workerData: T): Channel<T>;
