/** An earlier JSON report from a file: what is wrong with it has its line. */
import { ExpectedError } from '../basics/expected-error.js';
import type { Report } from '../report/model.js';
import { readReport } from '../report/read-report.js';
import { readInputs } from '../sources/files/read-input.js';
import { pointerTo } from '../sources/json/json-pointer.js';
import { locate } from '../sources/json/locate.js';
import { placeAt } from '../sources/json/place-at.js';
import { findSyntaxFault } from '../sources/json/syntax-fault.js';
import { standardInput } from './standard-input.js';

const advice = 'Write it with `replint audit --format json=FILE`.';

/** @throws ExpectedError with file, line and column */
export async function reportFrom(name: string): Promise<Report> {
  const [input] = await readInputs([name], standardInput, advice);
  const text = input?.text ?? '';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { offset, message } = findSyntaxFault(text) ?? { offset: 0, message: 'This is not JSON.' };
    const { line, column } = placeAt(name, text, offset);
    throw new ExpectedError(`${name}:${line}:${column} ${message}`, advice, { cause: error });
  }
  return reportIn(name, text, value);
}

/** The same of a file that was read and parsed. */
export function reportIn(name: string, text: string, value: unknown): Promise<Report> {
  return readReport(name, value, (path) => {
    const pointer = pointerTo(path);
    const place = locate(text, [pointer]).get(pointer);
    return place === undefined ? name : `${name}:${place.line}:${place.column}`;
  });
}
