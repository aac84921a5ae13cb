/** What people see: the address in place of every value that is not known. */
import { hasStandIn, nameStandIns } from '../basics/stand-in.js';

/** The same data with every text in it named, also the names of members; what holds no stand-in is handed back as it is. */
export function withNames<T>(value: T): T {
  return named(value) as T;
}

function named(value: unknown): unknown {
  if (typeof value === 'string') return nameStandIns(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return shared(value, value.map(named));
  let isSame = true;
  const members = Object.entries(value).map(([name, member]): [string, unknown] => {
    const other = named(member);
    isSame &&= other === member && !hasStandIn(name);
    return [nameStandIns(name), other];
  });
  return isSame ? value : Object.fromEntries(members);
}

function shared(list: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  return others.every((other, index) => other === list[index]) ? list : others;
}
