import { base } from './jest.config.js';

/** The SDK against a moto server on the loopback interface. */
export default { ...base, testMatch: ['<rootDir>/test/e2e/**/*.test.ts'], testTimeout: 120_000, maxWorkers: 1 };
