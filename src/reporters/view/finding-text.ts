/** A finding as a headline and labelled lines: what is wrong, why, what follows. */
import type { Finding, MissingPermission } from '../../report/model.js';
import type { RuleFacts } from '../reporter.js';
import { withShortArns } from '../text/short-arn.js';

export interface FindingText {
  readonly headline: string;
  readonly why: string | null;
  readonly effect: string | null;
}

/** Titles by rule id. */
export type Titles = ReadonlyMap<string, string>;

export function titlesOf(rules: readonly RuleFacts[]): Titles {
  return new Map(rules.map(({ id, title }) => [id, title]));
}

export function findingText(finding: Finding, titles: Titles): FindingText {
  const { kind, rule, message, permission } = finding;
  // What is not known is said by its own message, which is short and names the call.
  if (kind === 'unknown') return { headline: message, why: null, effect: null };
  if (permission?.reason === undefined) return { headline: titles.get(rule) ?? rule, why: message, effect: null };
  return {
    headline: permissionText(permission),
    why: `${permission.reason.charAt(0).toUpperCase()}${permission.reason.slice(1)}.`,
    effect: permission.consequence ?? null,
  };
}

function permissionText({ principal, action, resource, policies, keys }: MissingPermission): string {
  const verb = policies.some(({ effect }) => effect === 'deny') ? 'is denied' : 'is not allowed';
  const part = keys === 'some' ? ', for some objects only' : '';
  return `${principalText(principal)} ${verb} ${action} on ${withShortArns(resource)}${part}`;
}

/** `Role orders-replication`; a service by its name. */
export function principalText(principal: string): string {
  const short = withShortArns(principal);
  return short === principal ? principal : `Role ${short}`;
}
