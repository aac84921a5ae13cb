/** The facts of a template with names as AWS would choose them: what a snapshot holds once it is deployed. */
import { stretchesOf, type StandInKind } from '../../../src/basics/stand-in.js';

const hex = (index: number, digits: number): string => index.toString(16).padStart(digits, '0');
const names: Readonly<Record<StandInKind, (index: number) => string>> = {
  bucket: (index) => `stack-bucket-${hex(index, 12)}`,
  role: (index) => `stack-Role-${hex(index, 12)}`,
  policy: (index) => `stack-Policy-${hex(index, 12)}`,
  key: (index) => `11111111-2222-3333-4444-${hex(index, 12)}`,
  'mrk-key': (index) => hex(index, 32),
  account: (index) => `9999${String(index).padStart(8, '0')}`,
  region: () => 'eu-central-1',
  text: (index) => `text-${index}`,
};

/** @returns the JSON of a snapshot; null where a value is open, which nothing stands for */
export function withConcreteNames(facts: object): string | null {
  const given = new Map<string, string>();
  let isOpen = false;
  const concrete = (text: string): string =>
    stretchesOf(text)
      .map((each) => {
        if (each.kind !== 'stand-in') return each.text;
        isOpen ||= each.standIn.isOpen;
        const name = given.get(each.text) ?? names[each.standIn.kind](given.size + 1);
        given.set(each.text, name);
        return name;
      })
      .join('');
  const text = JSON.stringify(facts, (_, value: unknown) => (typeof value === 'string' ? concrete(value) : value));
  return isOpen ? null : text;
}
