/**
 * The same document, said with statements of their own: where a list of actions or resources is not written out in the code, nothing can
 * be put into it, but a statement can stand beside it.
 */
import { isObject, listOf } from '../change/json-place.js';
import { saysTheSame } from './read-source.js';

type Document = Readonly<Record<string, unknown>>;

/** Null where something else changes, too. */
export function withAddedStatements({
  before,
  after,
}: {
  readonly before: Document;
  readonly after: Document;
}): Document | null {
  const old = listOf(before['Statement']);
  const now = listOf(after['Statement']);
  if (now.length < old.length) return null;
  const added: unknown[] = [];
  for (const [index, statement] of old.entries()) {
    if (saysTheSame(statement, now[index])) continue;
    const beside = difference(statement, now[index]);
    if (beside === null) return null;
    added.push(beside);
  }
  return added.length === 0 ? null : { ...after, Statement: [...old, ...now.slice(old.length), ...added] };
}

/** What one list of an Allow gains, as a statement without the name of the other. */
function difference(before: unknown, after: unknown): Document | null {
  if (!isObject(before) || !isObject(after) || before['Effect'] !== 'Allow') return null;
  const changed = Object.keys({ ...before, ...after }).filter((name) => !saysTheSame(before[name], after[name]));
  const [name] = changed;
  if (changed.length !== 1 || (name !== 'Action' && name !== 'Resource')) return null;
  const had = listOf(before[name]);
  const [first, ...more] = listOf(after[name]).filter((each) => !had.some((own) => saysTheSame(own, each)));
  if (first === undefined || had.some((own) => !listOf(after[name]).some((each) => saysTheSame(own, each))))
    return null;
  const { Sid: _sid, ...rest } = after;
  return { ...rest, [name]: more.length === 0 ? first : [first, ...more] };
}
