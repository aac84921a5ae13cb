import type { Plugin } from 'esbuild';

export const plainSchemaKeys: Plugin;
export const versionsOnly: Plugin;
export const noBrowsers: Plugin;
/** @param text of a module of schemas */
export function withPlainKeys(text: string): string;
