/** From statements in explanations back to places in the input. */
import type { Origin } from '../../estate/fact.js';
import type { StatementReference } from '../../policy/model.js';
import { isPolicyTag } from '../documents/policies.js';
import type { ReportPolicy } from '../../report/model.js';

/** The statement itself where the document is JSON in the input, the text that holds it otherwise; null = not from the input. */
export function pointerOf({ tag, statement }: StatementReference): Origin | null {
  if (!isPolicyTag(tag)) return null;
  const { origin, isText } = tag;
  return isText || statement === null
    ? origin
    : { source: origin.source, pointer: `${origin.pointer}/Statement/${statement.index}` };
}

/** The statement as it stands in its document; null where it is not from the input. */
export function quoteOf({ tag, statement }: StatementReference): unknown {
  if (!isPolicyTag(tag) || statement === null) return null;
  const { json } = tag;
  if (typeof json !== 'object' || json === null || !('Statement' in json)) return null;
  const found: unknown = Array.isArray(json.Statement) ? json.Statement[statement.index] : json.Statement;
  return found ?? null;
}

export function reportPolicy({ policyKind, policyName, path, sid, effect }: StatementReference): ReportPolicy {
  return {
    kind: policyKind,
    name: policyName,
    statement: path,
    sid,
    effect,
  };
}
