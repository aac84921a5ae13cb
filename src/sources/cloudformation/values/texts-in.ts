import { Unknown, type Value } from '../../terraform/model.js';
import { isList, isMap } from '../../terraform/values.js';

/** All texts and numbers in a value, at whatever depth; not what is not known. */
export function textsIn(value: Value): readonly string[] {
  if (value instanceof Unknown || value === null) return [];
  if (isList(value)) return value.flatMap(textsIn);
  if (isMap(value)) return Object.values(value).flatMap(textsIn);
  return [String(value)];
}
