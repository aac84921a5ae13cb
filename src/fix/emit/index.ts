/** The formats of a fix, each loaded when it is asked for. */
import type { Fixed } from '../fix.js';

export const fixFormats = ['text', 'json', 'aws-cli'] as const;
export type FixFormat = (typeof fixFormats)[number];

export interface EmitOptions {
  readonly color: boolean;
}

export async function emitted(fixed: Fixed, format: FixFormat, options: EmitOptions): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('./text.js')).fixText(fixed.report, options);
    case 'json':
      return (await import('./json.js')).fixJson(fixed.report);
    case 'aws-cli':
      return (await import('./aws-cli/script.js')).script(fixed.report.patches, commandsOf(fixed));
  }
}

/** Every patch of a fix has its commands. */
export function commandsOf({ commands }: Fixed) {
  return ({ id }: { readonly id: string }) => {
    const found = commands.get(id);
    if (found === undefined) throw new TypeError(`patch ${id} without commands`);
    return found;
  };
}
