/** The formats of a set-up, each loaded when it is asked for. */
import { jsonText } from '../../reporters/escape/json.js';
import type { Generated } from '../generate.js';
import type { OutputFile } from './output-file.js';

export const setupFormats = ['terraform', 'cloudformation', 'aws-cli', 'json'] as const;
export type SetupFormat = (typeof setupFormats)[number];

export async function filesOf({ setup, facts }: Generated, format: SetupFormat): Promise<readonly OutputFile[]> {
  switch (format) {
    case 'terraform':
      return (await import('./terraform.js')).terraformFiles(setup);
    case 'cloudformation': {
      const { cloudFormationFiles, deploymentFile } = await import('./cloudformation.js');
      return [...cloudFormationFiles(setup), deploymentFile(setup)];
    }
    case 'aws-cli':
      return (await import('./aws-cli.js')).awsCliFiles(setup);
    case 'json':
      return [{ path: 'snapshot.json', text: jsonText(facts), isProgram: false }];
  }
}

/** One file as it is; several behind each other, each under its name where the format has comments. */
export function asOneText(files: readonly OutputFile[]): string {
  const [only, ...others] = files;
  if (only !== undefined && others.length === 0) return only.text;
  return files.map(({ path, text }) => `# ---- ${path}\n\n${text}`).join('\n');
}
