/** The formats of a fix, each loaded when it is asked for. */
import type { Report } from '../../report/model.js';
import type { ReporterOptions } from '../../reporters/reporter.js';
import type { Fixed } from '../fix.js';

export const fixFormats = [
  'text',
  'json',
  'markdown',
  'aws-cli',
  'cloudformation',
  'terraform',
  'patch',
  'sarif',
] as const;
export type FixFormat = (typeof fixFormats)[number];

export interface EmitOptions {
  readonly color: boolean;
  /** For SARIF, which describes all rules. */
  readonly rules: ReporterOptions['rules'];
  /** Absolute path that files are named from. */
  readonly workingDirectory: string;
}

export async function emitted(
  fixed: Fixed & { readonly audited: Report },
  format: FixFormat,
  options: EmitOptions,
): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('./text.js')).fixText(fixed.report, options);
    case 'json':
      return (await import('./json.js')).fixJson(fixed.report);
    case 'markdown':
      return (await import('./markdown.js')).fixMarkdown(fixed.report);
    case 'cloudformation':
      return (await import('./cloudformation.js')).fixCloudFormation(fixed.report);
    case 'terraform':
      return (await import('./terraform.js')).fixTerraform(fixed.report);
    case 'patch':
      return (await import('./patch.js')).fixPatch(fixed);
    case 'sarif':
      return (await import('./sarif.js')).fixSarif(fixed, options);
    case 'aws-cli':
      return (await import('./aws-cli/script.js')).script(fixed.report.patches, commandsOf(fixed));
  }
}

/** Null for what is only in code. */
export function commandsOf({ commands }: Fixed) {
  return ({ id }: { readonly id: string }) => commands.get(id) ?? null;
}
