/** Reporters by name, each loaded only when it is asked for. */
import type { Reporter } from './reporter.js';

const loaders = {
  table: () => import('./table.js'),
  json: () => import('./json.js'),
  sarif: () => import('./sarif.js'),
  markdown: () => import('./markdown.js'),
  junit: () => import('./junit.js'),
  github: () => import('./github.js'),
  csv: () => import('./csv.js'),
} as const;

export type ReporterName = keyof typeof loaders;

export const reporterNames = Object.keys(loaders) as readonly ReporterName[];

export const isReporterName = (name: string): name is ReporterName => Object.hasOwn(loaders, name);

export const loadReporter = async (name: ReporterName): Promise<Reporter> => (await loaders[name]()).default;
