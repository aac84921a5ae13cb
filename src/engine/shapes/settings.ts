import type { EngineSettings } from './subjects.js';

/** Where the configuration says nothing. */
export const defaultSettings: EngineSettings = {
  trustedAccounts: [],
  trustedOrganizations: [],
  requireOrganization: false,
  sourceKeys: new Map(),
  settled: new Map(),
  mustReplicate: [],
  now: null,
};
