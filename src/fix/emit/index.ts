/** The formats of a fix, each loaded when it is asked for. */
import type { FixReport } from '../model.js';

export const fixFormats = ['text', 'json'] as const;
export type FixFormat = (typeof fixFormats)[number];

export interface EmitOptions {
  readonly color: boolean;
}

export async function emitted(fix: FixReport, format: FixFormat, options: EmitOptions): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('./text.js')).fixText(fix, options);
    case 'json':
      return (await import('./json.js')).fixJson(fix);
  }
}
