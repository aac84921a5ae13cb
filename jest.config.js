import { availableParallelism } from 'node:os';

/**
 * All tests, run by plain Node.js in workers that keep their modules (test/runner). Those in `test/e2e` let the SDK talk to a moto server
 * on the loopback interface, which they install themselves; where that cannot be done they say so, and with `CI` set they fail.
 */
export default {
  runner: '<rootDir>/test/runner/runner.mjs',
  setupFiles: ['<rootDir>/test/runner/setup.mjs'],
  testSequencer: '<rootDir>/test/runner/sequencer.mjs',
  transform: {},
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // More than there are cores: a fifth of the time goes by waiting for servers on the loopback and for other programs.
  // (Jest takes a percentage above 100 for a number of workers.)
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
};
