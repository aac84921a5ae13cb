/** Policy documents from JSON: total, so that every fault is a value and none is an exception. */
import type { PolicyDocument, PolicyKind, Statement } from '../model.js';
import { DocumentsByText, frozen } from './documents-by-text.js';
import { findDuplicateNames } from './duplicate-names.js';
import { isObject, listOf, member } from './json.js';
import { ProblemList, quote } from './problem-list.js';
import { parseStatement } from './statement.js';

/** A policy document, parsed as JSON. */
export interface PolicyInput {
  readonly json: unknown;
  /** The text, where there is one: only it shows a name that stands twice in one object. */
  readonly text: string | null;
}

/** The text of a policy is no JSON. */
export class PolicySyntaxError extends Error {
  override readonly name = 'PolicySyntaxError';
}

const topLevelElements = ['Version', 'Id', 'Statement'];

/** Never throws. A document with a problem of severity `invalid` is one that must not be evaluated. */
export function parsePolicy(input: PolicyInput, kind: PolicyKind): PolicyDocument {
  const problems = new ProblemList();
  if (input.text !== null) {
    for (const { name } of findDuplicateNames(input.text))
      problems.invalid('duplicate-name', '', `The name ${quote(name)} stands twice in one object.`);
  }
  if (!isObject(input.json)) {
    problems.invalid('document-shape', '', 'A policy must be a JSON object.');
    return { kind, version: null, statements: [], problems: problems.all, valid: false };
  }
  for (const name of Object.keys(input.json)) {
    if (!topLevelElements.includes(name))
      problems.invalid('unknown-element', '', `${quote(name)} is not an element of a policy.`);
  }
  const version = versionOf(member(input.json, 'Version'), problems);
  const list = member(input.json, 'Statement');
  if (list === undefined) problems.invalid('statement-missing', '', 'The policy has no Statement.');
  const statements: Statement[] = [];
  for (const [index, item] of (list === undefined ? [] : listOf(list)).entries()) {
    const statement = parseStatement(item, index, kind, problems);
    if (statement !== null) statements.push(statement);
  }
  return { kind, version, statements, problems: problems.all, valid: !problems.isInvalid };
}

const parsedByKind = new Map<PolicyKind, DocumentsByText>();

/**
 * The document is frozen: the same text gives the same one again, with what was compiled for it, as long as there is room.
 * @throws PolicySyntaxError where the text is no JSON.
 */
export function parsePolicyText(text: string, kind: PolicyKind): PolicyDocument {
  const parsed = parsedByKind.get(kind) ?? new DocumentsByText();
  parsedByKind.set(kind, parsed);
  const held = parsed.get(text);
  if (held !== null) return held;
  const document = frozen(parsePolicy({ json: jsonOf(text), text }, kind));
  parsed.add(text, document);
  return document;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PolicySyntaxError(
      `The policy is not JSON: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown fault'}`,
      { cause: error },
    );
  }
}

function versionOf(version: unknown, problems: ProblemList): PolicyDocument['version'] {
  if (version === '2008-10-17' || version === '2012-10-17') return version;
  if (version !== undefined) problems.invalid('version', 'Version', 'Version must be "2012-10-17" or "2008-10-17".');
  return null;
}
