/** Another action in place of a row's own, where the row's own is explicitly denied: AWS does not say that it still does. */
import type { Unanswered } from '../../policy/model.js';
import { isRequestMade, requestQuestionId } from '../requests/answered.js';
import type { DecidedRequest, EngineSettings } from '../shapes/model.js';

/** True = it does, false = it does not, by what the owner answered or since nothing is denied; null = not known. */
export function alternativeDoes(
  other: DecidedRequest,
  all: readonly DecidedRequest[],
  settings: EngineSettings,
): boolean | null {
  const { row, action, objectClass } = other;
  const alternative = row.alternatives.find((each) => each.action === action);
  if (alternative === undefined) return true;
  const own = all.find((each) => each.row === row && each.objectClass === objectClass && each.action === row.action);
  const isDenied =
    own !== undefined &&
    own.decision.outcome !== 'allowed' &&
    own.decision.denials.some(({ statements }) => statements.some(({ effect }) => effect === 'deny'));
  return isDenied ? isRequestMade(settings, alternative.id) : true;
}

export function alternativeQuestion({ row, action }: DecidedRequest): Unanswered | null {
  const alternative = row.alternatives.find((each) => each.action === action);
  if (alternative === undefined) return null;
  const about = { kind: 'request' } as const;
  return { cause: 'undocumented', id: requestQuestionId(alternative.id), ...alternative.ifOtherDenied, about };
}
