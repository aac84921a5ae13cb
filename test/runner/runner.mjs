/** Jest's light runner in processes of its own, with a channel for each run. */
import LightRunner from 'jest-light-runner/child-process';
import { channelFor } from './channel.mjs';

/** Pools of workers by project. */
class Pools extends Map {
  #globalConfig;

  constructor(globalConfig) {
    super();
    this.#globalConfig = globalConfig;
  }

  set(projectConfig, { pool }) {
    const workerData = { globalConfig: this.#globalConfig, projectConfig, runtime: 'child_process' };
    return super.set(projectConfig, {
      pool,
      run: ({ path }) => pool.run(path, { channel: channelFor(workerData) }),
    });
  }
}

export default class Runner extends LightRunner {
  constructor(globalConfig, ...rest) {
    super(globalConfig, ...rest);
    if (this._runtime === 'child_process') this._testRunners = new Pools(globalConfig);
  }
}
