/** Other ways to write the same policies. */
import type { Snapshot } from '../../../scripts/fixtures/estate.mjs';
import { documentsOf, listOf, type Block, type Kind, type Statement } from './documents.js';

/** A statement by other statements, which together say the same. */
export type Rewriting = (statement: Statement, kind: Kind) => readonly Statement[];

export function rewritten(snapshot: Snapshot, by: Rewriting): Snapshot {
  const copy = structuredClone(snapshot);
  for (const { kind, statements, write } of documentsOf(copy)) write(statements.flatMap((each) => by(each, kind)));
  return copy;
}

/** A block, test by test. */
export function testsOf(
  block: Block | undefined,
): readonly (readonly [operator: string, key: string, values: string | readonly string[]])[] {
  return Object.entries(block ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, values]) => [operator, key, values] as const),
  );
}

export function blockOf(tests: readonly (readonly [string, string, string | readonly string[]])[]): Block {
  const block: Record<string, Record<string, string | readonly string[]>> = {};
  for (const [operator, key, values] of tests) block[operator] = { ...block[operator], [key]: values };
  return block;
}

function withTests(
  { Condition: _condition, ...rest }: Statement,
  tests: readonly (readonly [string, string, string | readonly string[]])[],
): Statement {
  return tests.length === 0 ? rest : { ...rest, Condition: blockOf(tests) };
}

/** A statement for each action and each resource. */
export const oneByOne: Rewriting = (statement) =>
  listOf(statement.Action ?? '').flatMap((Action) =>
    listOf(statement.Resource ?? '').map((Resource) => ({
      ...statement,
      ...(statement.Action === undefined ? {} : { Action }),
      ...(statement.Resource === undefined ? {} : { Resource }),
    })),
  );

const principalOf: Rewriting = (statement) => {
  const named = (statement.Principal as { readonly AWS?: string | readonly string[] } | undefined)?.AWS;
  return named === undefined || statement.Principal === '*'
    ? [statement]
    : listOf(named).map((AWS) => ({ ...statement, Principal: { AWS } }));
};

function mixedCase(text: string): string {
  return Array.from(text, (char, index) => (index % 2 === 0 ? char.toUpperCase() : char.toLowerCase())).join('');
}

/** Lists for single values, another case where case does not count, everything the other way round. */
const spelledOtherwise: Rewriting = (statement) => {
  const actions = (value: string | readonly string[]): readonly string[] => listOf(value).map(mixedCase).reverse();
  const { Effect, Principal, Action, NotAction, Resource, NotResource, Condition } = statement;
  return [
    {
      ...(Condition === undefined
        ? {}
        : {
            Condition: blockOf(
              testsOf(Condition)
                .map(([operator, key, values]) => [operator, caseOf(key), [...listOf(values)].reverse()] as const)
                .reverse(),
            ),
          }),
      ...(Resource === undefined ? {} : { Resource: [...listOf(Resource)].reverse() }),
      ...(NotResource === undefined ? {} : { NotResource: [...listOf(NotResource)].reverse() }),
      ...(Action === undefined ? {} : { Action: actions(Action) }),
      ...(NotAction === undefined ? {} : { NotAction: actions(NotAction) }),
      ...(Principal === undefined ? {} : { Principal }),
      Effect,
    },
  ];
};

/** Keys of conditions, but not what a tag is called: tags that differ by case are different tags. */
function caseOf(key: string): string {
  return key.includes('/') ? key : mixedCase(key);
}

/** A positive test of several values: a statement each. */
const valueByValue: Rewriting = (statement) => {
  const tests = testsOf(statement.Condition);
  const at = tests.findIndex(
    ([operator, , values]) =>
      !operator.includes('Not') && !operator.startsWith('For') && operator !== 'Null' && listOf(values).length > 1,
  );
  const found = tests[at];
  if (found === undefined) return [statement];
  const [operator, key, values] = found;
  return listOf(values).map((value) =>
    withTests(
      statement,
      tests.map((test, index) => (index === at ? ([operator, key, [value]] as const) : test)),
    ),
  );
};

function isPlain(values: string | readonly string[]): boolean {
  return listOf(values).every((value) => !/[*?]|\$\{/u.test(value));
}

const twins: Readonly<Record<string, string>> = {
  StringEquals: 'StringLike',
  StringNotEquals: 'StringNotLike',
  StringEqualsIfExists: 'StringLikeIfExists',
  StringNotEqualsIfExists: 'StringNotLikeIfExists',
};

/** Operators that say the same where values have no wildcard, and IfExists where it changes nothing. */
const otherOperators: Rewriting = (statement) => {
  const tests = testsOf(statement.Condition);
  const changed = tests.map(([operator, key, values]): readonly [string, string, string | readonly string[]] => {
    if (operator === 'ArnLike') return ['ArnEquals', key, values];
    if (operator === 'ArnNotLike') return ['ArnNotEquals', key, values];
    const twin = isPlain(values) ? (twins[operator] ?? operator) : operator;
    return [
      twin.includes('Not') && !twin.endsWith('IfExists') && !twin.startsWith('For') ? `${twin}IfExists` : twin,
      key,
      values,
    ];
  });
  // Two tests that come to stand under one operator and key stay as they are.
  return new Set(changed.map(([operator, key]) => `${operator} ${key}`)).size < changed.length
    ? [statement]
    : [withTests(statement, changed)];
};

/** A positive test needs the key: to say so changes nothing. */
const keyAskedFor: Rewriting = (statement) => {
  const tests = testsOf(statement.Condition);
  if (tests.some(([operator]) => operator === 'Null')) return [statement];
  const needed = tests.filter(
    ([operator]) => !operator.includes('Not') && !operator.endsWith('IfExists') && !operator.startsWith('ForAllValues'),
  );
  return [withTests(statement, [...tests, ...needed.map(([, key]) => ['Null', key, 'false'] as const)])];
};

export const rewritings: Readonly<Record<string, Rewriting>> = {
  'a statement for each action and resource': oneByOne,
  'a statement for each principal': principalOf,
  'other spelling': spelledOtherwise,
  'a statement for each value': valueByValue,
  'other operators': otherOperators,
  'a key that is asked for twice': keyAskedFor,
};

/** Statements the other way round, and the lists of policies. */
export function reordered(snapshot: Snapshot): Snapshot {
  const copy = structuredClone(snapshot);
  for (const { statements, write } of documentsOf(copy)) write([...statements].reverse());
  for (const account of copy.accounts) {
    for (const list of ['buckets', 'roles', 'keys', 'policies']) account[list].reverse();
    for (const role of account.roles) role.RolePolicyList.reverse();
    for (const list of ['serviceControlPolicies', 'resourceControlPolicies'])
      for (const level of account.organization?.[list] ?? []) level.policies.reverse();
  }
  copy.accounts.reverse();
  return copy;
}

/** A policy for each statement where several policies of one kind count together. */
export function inSmallPolicies(snapshot: Snapshot): Snapshot {
  const copy = structuredClone(snapshot);
  for (const account of copy.accounts) {
    for (const role of account.roles) {
      const statements = role.RolePolicyList.flatMap(({ PolicyDocument }: Snapshot) =>
        listOf(PolicyDocument.Statement),
      );
      role.RolePolicyList = [];
      for (const [index, each] of statements.entries()) {
        const Document = { Version: '2012-10-17', Statement: each };
        if (index % 2 === 0) role.RolePolicyList.push({ PolicyName: `inline-${index}`, PolicyDocument: Document });
        else {
          const Arn = `arn:aws:iam::${account.id}:policy/${role.RoleName}-${index}`;
          role.AttachedManagedPolicies.push({ PolicyName: `${role.RoleName}-${index}`, PolicyArn: Arn });
          account.policies.push({
            PolicyName: `${role.RoleName}-${index}`,
            Arn,
            DefaultVersionId: 'v1',
            PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true, Document }],
          });
        }
      }
    }
    for (const list of ['serviceControlPolicies', 'resourceControlPolicies'])
      for (const level of account.organization?.[list] ?? [])
        level.policies = level.policies.flatMap(({ Name, Content }: Snapshot) => {
          const { Statement, ...rest } = JSON.parse(Content);
          return listOf(Statement).map((each, index) => ({
            Name: `${Name}-${index}`,
            Content: JSON.stringify({ ...rest, Statement: each }),
          }));
        });
  }
  return copy;
}

/** Other names, everywhere. */
export function renamed(snapshot: Snapshot): Snapshot {
  const names: readonly (readonly [string, string])[] = [
    ['orders', 'zebra'],
    ['111122223333', '888877776666'],
    ['444455556666', '123123123123'],
    ['aaaa0000', 'f0f0f0f0'],
    ['bbbb0000', '12345678'],
    ['exampleorg1', 'anotherorg2'],
  ];
  return JSON.parse(names.reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify(snapshot)));
}
