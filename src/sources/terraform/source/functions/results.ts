/** Types of what functions give, for results that are not known. Source: Terraform Language, "Built-in Functions". */
import { bool, number, string, type Type } from '../types/type.js';

const texts: Type = { kind: 'list', of: string };

function each(names: string, type: Type): readonly (readonly [string, Type])[] {
  return names.split(' ').map((name) => [name, type]);
}

const types: ReadonlyMap<string, Type> = new Map([
  ...each(
    'lower upper title trimspace chomp strrev trim trimprefix trimsuffix join replace substr format indent',
    string,
  ),
  ...each('md5 sha1 sha256 sha512 base64encode base64decode urlencode jsonencode yamlencode basename dirname', string),
  ...each('startswith endswith strcontains contains alltrue anytrue', bool),
  ...each('abs ceil floor max min signum pow parseint length sum index', number),
  ...each('split sort compact formatlist', texts),
  ...each('tostring', string),
  ...each('tonumber', number),
  ...each('tobool', bool),
]);

/** Null = it depends on what is given. */
export function typeOfResult(name: string): Type | null {
  return types.get(name) ?? null;
}
