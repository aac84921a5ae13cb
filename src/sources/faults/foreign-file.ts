/** What a file is that no form of input claims, with what to do and the place of the fault. */
import type { Place } from '../../estate/locator.js';
import type { InputFile } from '../input-file.js';
import { placesAt } from '../json/locate.js';
import { findSyntaxFault } from '../json/syntax-fault.js';
import { describeForeignJson } from './foreign-json.js';
import { describeForeignText } from './foreign-text.js';
import { inputsAre } from './look.js';

export interface Foreign {
  readonly message: string;
  readonly help: string;
  readonly place: Place;
}

const emptyHelp =
  'The AWS CLI leaves an empty file after an error, and for an answer without content. Run the command again, or give another file.';

const magic: readonly (readonly [start: readonly number[], message: string, help: string])[] = [
  [
    [0x50, 0x4b],
    'This is a ZIP archive; a plan that `terraform plan -out` writes is one.',
    'Give the plan as JSON: `terraform show -json PLANFILE > plan.json`.',
  ],
  [[0x25, 0x50, 0x44, 0x46], 'This is a PDF.', inputsAre],
];

export function describeForeignFile({ name, text, bytes, json }: InputFile): Foreign {
  const start: Place = { file: name, address: '', line: 1, column: 1 };
  if (text === null) {
    const known = magic.find(([head]) => head.every((byte, index) => bytes?.[index] === byte));
    const [, message, help] = known ?? [[], 'This is not a text in UTF-8 or UTF-16.', inputsAre];
    return { message, help, place: start };
  }
  const look = json === null ? describeForeignText(text) : describeForeignJson(json.value);
  if (look !== null) return { message: look.message, help: look.help ?? inputsAre, place: start };
  if (text.trim() === '') return { message: 'This is empty.', help: emptyHelp, place: start };
  if (!/^\s*(?:[[{"]|-?\d|true|false|null)/u.test(text))
    return { message: 'This is not JSON, a template or Terraform code.', help: inputsAre, place: start };
  const { offset, message } = findSyntaxFault(text) ?? { offset: 0, message: 'This is not JSON.' };
  const place = placesAt(text, [offset]).get(offset);
  return {
    message,
    help: inputsAre,
    place: { ...start, ...place },
  };
}
