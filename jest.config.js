import { availableParallelism } from 'node:os';

/**
 * All tests. Those in `test/e2e` let the SDK talk to a moto server on the loopback interface, which they install themselves; where that
 * cannot be done they say so, and with `CI` set they fail.
 */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testTimeout: 120_000,
  // More than there are cores: a fifth of the time goes by waiting for servers on the loopback and for other programs.
  // (Jest takes a percentage above 100 for a number of workers.)
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
};
