/**
 * The tag that a condition key names. Keys of conditions are compared without regard to case, keys of tags are not.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition": with two tags that differ only by case the outcome is unpredictable.
 */
import { lowerAscii } from '../../policy/parts.js';
import type { ContextValue, Unanswered } from '../../policy/model.js';

const absent: ContextValue = { state: 'absent' };
const present = (value: string): ContextValue => ({ state: 'present', values: [value] });

/**
 * @param key lower-case condition key, such as `aws:principaltag/team`
 * @param tags of `subject`: key and value
 */
export function tagNamed(key: string, tags: readonly (readonly [string, string])[], subject: string): ContextValue {
  const name = key.slice(key.indexOf('/') + 1);
  const meant = tags.filter(([tagKey]) => lowerAscii(tagKey) === name);
  const values = [...new Set(meant.map(([, value]) => value))];
  // Whether É and é are one letter to IAM is not documented either.
  const alike = tags.filter(([tagKey]) => lowerAscii(tagKey) !== name && tagKey.toLowerCase() === name.toLowerCase());
  const [first] = values;
  if (alike.length === 0 && values.length < 2) return first === undefined ? absent : present(first);
  const all = [...new Set([...values, ...alike.map(([, value]) => value)])].map(present);
  return {
    state: 'one-of',
    alternatives: first === undefined ? [absent, ...all] : all,
    question: ambiguous(name, subject),
  };
}

function ambiguous(name: string, subject: string): Unanswered {
  return {
    cause: 'undocumented',
    id: `tags-by-case:${subject}:${name.slice(0, 128)}`,
    what: `Which tag of ${subject} a condition on "${name.slice(0, 128)}" looks at is not known: tag keys there differ only in upper and lower case.`,
    how: 'Keep one of the tags, or test with a real request.',
  };
}
