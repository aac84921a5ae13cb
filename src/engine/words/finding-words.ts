/** What a finding says: the message whole, and as a headline with why and effect. */
import { capital } from '../../basics/capital.js';
import { nameStandIns } from '../../basics/stand-in.js';
import type { MissingPermission } from '../../report/model.js';
import { isDenied } from '../../report/joined.js';
import { principalName, withoutArns } from '../../report/short-arn.js';
import type { Problem, RuleMeta } from '../shapes/model.js';
import { fill, headline, RuleFault, said, type Said } from './templates.js';

export interface FindingWords extends Said {
  /** The fault and where, without ARNs; at most 120 characters, no full stop. */
  readonly headline: string;
  readonly help: string;
}

/** @throws RuleFault where the rule has no text of that name, or no data for a placeholder */
export function wordsOf(meta: RuleMeta, problem: Problem): FindingWords {
  const { message: id, data, permission = null } = problem;
  const [template, help] = [meta.messages[id], meta.help[id]];
  if (template === undefined || help === undefined) throw new RuleFault(`no message "${id}"`);
  const whole = said(template, data);
  const own = { message: whole.message, help: fill(help, data) };
  if (permission?.reason !== undefined) return { ...own, ...permissionWords(permission, problem) };
  const title = meta.headlines?.[id];
  if (title === undefined) throw new RuleFault(`no headline "${id}"`);
  return { ...own, headline: headline(title, data, plain), why: whole.why, effect: whole.effect };
}

function permissionWords(
  permission: MissingPermission,
  { contextForm = null }: Problem,
): Omit<FindingWords, 'message' | 'help'> {
  const { principal, action, resource, keys, reason = '', consequence = null } = permission;
  const verb = isDenied(permission) ? 'is denied' : 'is not allowed';
  const form = contextForm === null ? '' : ` (${contextForms[contextForm]})`;
  const part = keys === 'some' ? ', for some objects only' : '';
  return {
    headline: headline(
      `{{who}} ${verb} {{action}} on {{resource}}${form}${part}`,
      { who: principalName(principal), action, resource },
      plain,
    ),
    why: `${capital(reason)}.`,
    effect: consequence,
  };
}

const contextForms = { 'bucket-arn': 'Bucket Key context', 'object-arn': 'object context' } as const;

function plain(text: string): string {
  return nameStandIns(withoutArns(text));
}
