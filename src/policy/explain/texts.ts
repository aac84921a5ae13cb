/** Requests and statements in words, bounded. */
import { principalText } from '../match/principal-text.js';
import type { AccessRequest, ConditionTest, Statement, Text } from '../model.js';

const maxShown = 5;

export function listText(texts: readonly string[]): string {
  return texts.length <= maxShown
    ? texts.join(', ')
    : `${texts.slice(0, maxShown).join(', ')} and ${texts.length - maxShown} more`;
}

export function textOf(text: Text, key: string): string {
  return typeof text === 'string' ? text : text.prefix + key;
}

export function testText(test: ConditionTest): string {
  const qualifier = test.qualifier === null ? '' : `${test.qualifier}:`;
  return `${qualifier}${test.operator}${test.ifExists ? 'IfExists' : ''} ${test.writtenKey} ${listText(test.values.map((value) => `"${value}"`))}`;
}

export function principalsText({ principals }: Statement): string {
  return listText((principals?.entries ?? []).map(principalText));
}

export function callerText({ principal }: AccessRequest): string {
  return principal.kind === 'service' ? principal.service : principal.roleArn;
}
