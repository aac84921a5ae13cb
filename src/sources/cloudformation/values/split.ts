/** `Fn::Split` and `Fn::Select`: a text that is partly known is cut where its known parts hold the delimiter. */
import { hasStandIn, openText, stretchesOf } from '../../../basics/stand-in.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { isList } from '../../terraform/values.js';

/** Names that AWS chooses hold no delimiter of an ARN, others they may; an open text may hold any, so that what stands behind it cannot be counted. */
export function split(text: string, delimiter: string, address: string): Value {
  if (delimiter === '' || !hasStandIn(text)) return delimiter === '' ? [text] : text.split(delimiter);
  const parts = [''];
  for (const stretch of stretchesOf(text)) {
    if (stretch.kind === 'text') {
      const [first = '', ...rest] = stretch.text.split(delimiter);
      parts[parts.length - 1] += first;
      for (const each of rest) parts.push(each);
      continue;
    }
    const isCut =
      stretch.kind === 'stand-in' &&
      ((stretch.standIn.isOpen && stretch.standIn.kind === 'text') || /^[\w+=,.@-]*$/u.test(delimiter));
    if (isCut)
      return new Unknown(stretch.standIn.address, `nobody knows into how many parts Fn::Split cuts it (${address})`);
    parts[parts.length - 1] += stretch.text;
  }
  return parts;
}

export function select(values: Value | undefined, index: number, address: string): Value {
  if (values instanceof Unknown) return openText(`a part of ${values.address}`);
  if (!isList(values) || !Number.isInteger(index))
    return new Unknown(`Fn::Select in ${address}`, 'it selects from no list');
  return values[index] ?? new Unknown(`Fn::Select in ${address}`, 'the list has no such element');
}
