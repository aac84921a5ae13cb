import { openText } from '../../../basics/stand-in.js';

/** Values that CloudFormation fetches while it deploys: equal to themselves, otherwise anything. */
export function withDynamicReferences(text: string): string {
  return text.includes('{{resolve:')
    ? text.replace(/\{\{resolve:[^{}]{1,2000}\}\}/gu, (whole) => openText(whole))
    : text;
}
