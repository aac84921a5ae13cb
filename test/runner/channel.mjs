/**
 * Between the pool and the worker that a run is given to. The light runner has one channel for all: the first worker that asks for its data
 * has it sent to the others too, and one that has only been started then misses it, asks in vain, and the whole run never ends.
 */
export function channelFor(workerData) {
  let tell = () => {};
  return {
    onMessage: (listener) => {
      tell = listener;
    },
    postMessage: (message) => {
      if (message === 'jest-light-runner-get-worker-data') tell({ type: 'jest-light-runner-worker-data', workerData });
    },
  };
}
