import { relativeUri } from '../escape/uri.js';

export const toolPage = 'https://github.com/replint/replint';

/** The page of a rule: why, a failing and a passing example, sources. */
export function rulePage(id: string): string {
  return `${toolPage}/blob/main/docs/rules/${relativeUri(id.split('/'))}.md`;
}
