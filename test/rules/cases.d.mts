import type { EngineSettings } from '../../src/engine/model.js';
export const cases: Readonly<Record<string, readonly [unknown, unknown, Partial<EngineSettings>?]>>;
export function snapshotsOf(id: string): { passing: unknown; failing: unknown };
