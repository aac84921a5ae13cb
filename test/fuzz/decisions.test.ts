import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  allowsNothingBeyond,
  contains,
  decide,
  everyKey,
  everything,
  isSubset,
  parsePolicy,
  type AccessRequest,
  type Authorities,
  type ContextValue,
  type Evidence,
  type PolicyInForce,
  type PolicyKind,
} from '../../src/policy/index.js';
import { fuzz } from './settings.js';

/*
 * Random small policies, compared with a slow evaluator that is written for this test alone: it enumerates keys and context
 * values and knows nothing of sets.
 */

const account = '111111111111';
const role = `arn:aws:iam::${account}:role/r`;
const bucket = 'arn:aws:s3:::b/';
const alphabet = ['a', 'b', '/'];
const keys: string[] = [];
for (const x of alphabet) {
  keys.push(x);
  for (const y of alphabet) {
    keys.push(x + y);
    for (const z of alphabet) keys.push(x + y + z);
  }
}

interface SmallStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string;
  readonly NotAction?: string;
  readonly Resource?: string[];
  readonly NotResource?: string[];
  readonly Condition?: Record<string, Record<string, string[]>>;
}

const keyPattern = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 4 });
const resources = fc.array(
  fc.oneof(
    keyPattern.map((text) => bucket + text),
    fc.constant('*'),
    fc.constant('arn:aws:s3:::b*'),
  ),
  { minLength: 1, maxLength: 3 },
);
const action = fc.constantFrom(
  's3:ReplicateObject',
  's3:Replicate*',
  's3:*',
  '*',
  's3:GetObject',
  's3:replicateobject',
  'kms:*',
);
/** `test:object` carries the object's ARN, `test:color` is red, `test:gone` is absent, `test:open` is x or absent. */
const condition = fc.option(
  fc.oneof(
    fc
      .tuple(fc.constantFrom('StringLike', 'StringNotLike'), keyPattern)
      .map(([operator, text]) => ({ [operator]: { 'test:object': [bucket + text] } })),
    fc
      .tuple(fc.constantFrom('StringEquals', 'StringNotEquals'), keyPattern)
      .map(([operator, text]) => ({ [operator]: { 'test:object': [bucket + text] } })),
    fc
      .tuple(
        fc.constantFrom(
          'StringEquals',
          'StringNotEquals',
          'StringEqualsIfExists',
          'StringNotEqualsIfExists',
          'StringLike',
        ),
        fc.constantFrom('test:color', 'test:gone', 'test:open'),
        fc.constantFrom('red', 'x', '*'),
      )
      .map(([operator, key, value]) => ({ [operator]: { [key]: [value] } })),
    fc
      .tuple(fc.constantFrom('test:color', 'test:gone', 'test:open'), fc.constantFrom('true', 'false'))
      .map(([key, value]) => ({ Null: { [key]: [value] } })),
  ),
  { nil: undefined, freq: 2 },
);

/** Without a condition. */
const bareStatement: fc.Arbitrary<SmallStatement> = fc
  .record({
    effect: fc.constantFrom('Allow' as const, 'Allow' as const, 'Deny' as const),
    action,
    notAction: fc.nat(9),
    resources,
    notResource: fc.nat(5),
  })
  .map(({ effect, action: pattern, notAction, resources: list, notResource }) => ({
    Effect: effect,
    ...(notAction === 0 ? { NotAction: pattern } : { Action: pattern }),
    ...(notResource === 0 ? { NotResource: list } : { Resource: list }),
  }));

function withCondition(
  tests: fc.Arbitrary<NonNullable<SmallStatement['Condition']> | undefined>,
): fc.Arbitrary<SmallStatement> {
  return fc
    .tuple(bareStatement, tests)
    .map(([each, test]) => (test === undefined ? each : { ...each, Condition: test }));
}
const statement = withCondition(condition);
const statements = fc.array(statement, { minLength: 1, maxLength: 4 });

// ---- the slow evaluator -------------------------------------------------------------------------------------------

function glob(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern.startsWith('*')) return glob(rest, text) || (text !== '' && glob(pattern, text.slice(1)));
  return text !== '' && (pattern.startsWith('?') || pattern[0] === text[0]) && glob(rest, text.slice(1));
}

/** `emptyIsNull`: how AWS reads `Null` over an empty value, which it does not document. */
type Context = Readonly<Record<string, string | null>> & { readonly emptyIsNull?: 'yes' };

function holds(test: SmallStatement['Condition'], context: Context): boolean {
  return Object.entries(test ?? {}).every(([operator, block]) =>
    Object.entries(block).every(([key, values]) => {
      const value = context[key] ?? null;
      if (operator === 'Null')
        return values.includes(String(value === null || (value === '' && context.emptyIsNull === 'yes')));
      const isNegated = operator.includes('Not');
      if (value === null) return isNegated || operator.endsWith('IfExists');
      const isMatch = values.some((wanted) => (operator.includes('Like') ? glob(wanted, value) : wanted === value));
      return isMatch !== isNegated;
    }),
  );
}

function applies(each: SmallStatement, name: string, arn: string, context: Context): boolean {
  const actionFits = (pattern: string): boolean => glob(pattern.toLowerCase(), name.toLowerCase());
  const isAction = each.Action === undefined ? !actionFits(each.NotAction ?? '') : actionFits(each.Action);
  const resourceFits = (patterns: readonly string[]): boolean => patterns.some((pattern) => glob(pattern, arn));
  const isResource = each.Resource === undefined ? !resourceFits(each.NotResource ?? []) : resourceFits(each.Resource);
  return isAction && isResource && holds(each.Condition, context);
}

function allowsSlowly(policy: readonly SmallStatement[], name: string, arn: string, context: Context): boolean {
  return (
    policy.some((each) => each.Effect === 'Allow' && applies(each, name, arn, context)) &&
    !policy.some((each) => each.Effect === 'Deny' && applies(each, name, arn, context))
  );
}

function valuesFor(key: string): readonly Context[] {
  return [null, 'x'].map((open) => ({
    'test:object': bucket + key,
    'test:color': 'red',
    'test:gone': null,
    'test:open': open,
  }));
}

// ---- the engine ---------------------------------------------------------------------------------------------------

function policyOf(kind: PolicyKind, Statement: readonly SmallStatement[]): PolicyInForce {
  return {
    kind,
    name: kind,
    document: parsePolicy({ json: { Version: '2012-10-17', Statement }, text: null }, kind),
  };
}
function known<T>(value: T): Evidence<T> {
  return { state: 'known', value };
}
function authoritiesOf(identity: readonly SmallStatement[], boundary?: readonly SmallStatement[]): Authorities {
  return {
    identity: known([known(policyOf('identity', identity))]),
    permissionsBoundary:
      boundary === undefined ? { state: 'absent' } : known(policyOf('permissions-boundary', boundary)),
    session: { state: 'absent' },
    serviceControl: { state: 'absent' },
    resourceControl: { state: 'absent' },
    resource: { state: 'absent' },
    grants: { state: 'absent' },
    restrictPublicBuckets: { state: 'absent' },
  };
}
const question = { cause: 'undocumented', id: 'open', what: 'open', how: 'test' } as const;
const open: ContextValue = {
  state: 'one-of',
  alternatives: [{ state: 'absent' }, { state: 'present', values: ['x'] }],
  question,
};

function requestFor(key: string | null): AccessRequest {
  return {
    principal: {
      kind: 'role-session',
      partition: 'aws',
      account,
      roleArn: role,
      roleId: 'AROAX',
      sessionName: 's3-replication',
    },
    action: 's3:ReplicateObject',
    resource: key === null ? { prefix: bucket } : bucket + key,
    resourceAccount: account,
    keys: key === null ? everyKey : everything,
    context: {
      values: new Map<string, ContextValue>([
        ['test:object', { state: 'present', values: [key === null ? { prefix: bucket } : bucket + key] }],
        ['test:color', { state: 'present', values: ['red'] }],
        ['test:gone', { state: 'absent' }],
        ['test:open', open],
      ]),
      others: { state: 'absent' },
    },
  };
}

describe('decisions', () => {
  test('for every key agree with the slow evaluator, and with the decision for that key alone', () => {
    fc.assert(
      fc.property(statements, fc.option(statements, { nil: undefined, freq: 3 }), (identity, boundary) => {
        const authorities = authoritiesOf(identity, boundary);
        const decision = decide(requestFor(null), authorities);
        for (const key of keys) {
          const answers = valuesFor(key).map(
            (context) =>
              allowsSlowly(identity, 's3:ReplicateObject', bucket + key, context) &&
              (boundary === undefined || allowsSlowly(boundary, 's3:ReplicateObject', bucket + key, context)),
          );
          const expected = answers.every(Boolean) ? 'allowed' : answers.some(Boolean) ? 'unknown' : 'denied';
          const isCertain = contains(decision.certainly, key);
          const isPossible = contains(decision.possibly, key);
          const alone = decide(requestFor(key), authorities).outcome;
          if (alone !== expected || isCertain !== (expected === 'allowed') || isPossible !== (expected !== 'denied')) {
            throw new Error(
              `${key}: expected ${expected}, alone ${alone}, certainly ${isCertain}, possibly ${isPossible}`,
            );
          }
        }
        expect(isSubset(decision.certainly, decision.possibly)).toBe(true);
      }),
      fuzz(800),
    );
  });

  test('a counterexample is one, and a denial names a key that is denied', () => {
    fc.assert(
      fc.property(statements, (identity) => {
        const authorities = authoritiesOf(identity);
        const decision = decide(requestFor(null), authorities);
        const named = [decision.counterexample, ...decision.denials.map(({ counterexample }) => counterexample)].filter(
          (key) => key !== null,
        );
        for (const key of named) expect(decide(requestFor(key), authorities).outcome).toBe('denied');
        if (decision.outcome === 'denied' || decision.outcome === 'partly') {
          expect(decision.counterexample).not.toBeNull();
          expect(decision.denials.length).toBeGreaterThan(0);
        }
        if (decision.outcome === 'unknown') expect(decision.unanswered.map(({ id }) => id)).toEqual(['open']);
      }),
      fuzz(800),
    );
  });

  test('more Allows never take away, more Denies never give', () => {
    fc.assert(
      fc.property(statements, statement, (identity, more) => {
        const before = decide(requestFor(null), authoritiesOf(identity));
        const after = decide(requestFor(null), authoritiesOf([...identity, more]));
        const [small, large] = more.Effect === 'Allow' ? [before, after] : [after, before];
        expect(isSubset(small.certainly, large.certainly)).toBe(true);
        expect(isSubset(small.possibly, large.possibly)).toBe(true);
      }),
      fuzz(800),
    );
  });
});

describe('inclusion', () => {
  /** Conditions on one key, dense enough that an empty value, a missing key and `Null` meet. */
  const colorCondition = fc.oneof(
    fc
      .tuple(
        fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'),
        fc.constantFrom('', 'IfExists'),
        fc.constantFrom('red', 'x', '*', ''),
      )
      .map(([operator, ifExists, value]) => ({ [operator + ifExists]: { 'test:color': [value] } })),
    fc.constantFrom('true', 'false').map((value) => ({ Null: { 'test:color': [value] } })),
  );
  const fewConditions = fc.array(withCondition(fc.option(colorCondition, { nil: undefined })), {
    minLength: 1,
    maxLength: 4,
  });

  const names = ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:GetObject', 'kms:Decrypt', 'other:Thing'];
  const arns = [...keys.map((key) => bucket + key), bucket, 'arn:aws:s3:::b', 'arn:aws:s3:::c/a'];

  test('agrees with enumeration in every reading of an empty value, and its witness is one', () => {
    fc.assert(
      fc.property(fewConditions, fewConditions, (subject, reference) => {
        const answer = allowsNothingBeyond([policyOf('identity', subject)], [policyOf('identity', reference)]);
        /** In how many of the two readings the request is allowed by the subject alone. */
        const beyond = (name: string, arn: string, color: string | null): number => {
          const contexts: readonly Context[] = [{ 'test:color': color }, { 'test:color': color, emptyIsNull: 'yes' }];
          return contexts.filter(
            (context) => allowsSlowly(subject, name, arn, context) && !allowsSlowly(reference, name, arn, context),
          ).length;
        };
        let most = 0;
        for (const name of names)
          for (const arn of arns)
            for (const color of [null, '', 'red', 'x', 'blue']) most = Math.max(most, beyond(name, arn, color));
        // A request beyond may lie outside of those that are tried.
        if (most === 2) expect(answer.outcome).toBe('beyond');
        if (answer.outcome === 'included') expect(most).toBe(0);
        if (answer.outcome === 'unknown') expect(JSON.stringify([subject, reference])).toContain('Null');
        if (answer.outcome === 'beyond') {
          const { witness } = answer;
          expect(beyond(witness.action, witness.resource, witness.context['test:color']?.[0] ?? null)).toBe(2);
        }
      }),
      fuzz(250),
    );
  });

  test('a policy allows nothing beyond itself', () => {
    fc.assert(
      fc.property(fewConditions, (subject) => {
        expect(allowsNothingBeyond([policyOf('identity', subject)], [policyOf('identity', subject)]).outcome).toBe(
          'included',
        );
      }),
      fuzz(500),
    );
  });
});

describe('parsing', () => {
  test('is total', () => {
    const kinds: readonly PolicyKind[] = [
      'identity',
      'bucket',
      'key',
      'trust',
      'service-control',
      'resource-control',
      'session',
      'permissions-boundary',
    ];
    const name = fc.constantFrom(
      'Version',
      'Statement',
      'Effect',
      'Action',
      'NotAction',
      'Resource',
      'Principal',
      'NotPrincipal',
      'Condition',
      'StringEquals',
      'AWS',
      '__proto__',
      'Sid',
    );
    const value = fc.oneof(
      fc.constantFrom('Allow', 'Deny', '*', '2012-10-17', 's3:*', 'arn:aws:s3:::b/*', '${', '${aws:x', "${k, 'd'}"),
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
    );
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 5 },
        value,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(name, tie('node'), { maxKeys: 5 }),
      ),
    })).node;
    fc.assert(
      fc.property(tree, fc.constantFrom(...kinds), (json, kind) => {
        const document = parsePolicy({ json, text: JSON.stringify(json) ?? 'null' }, kind);
        expect(document.valid).toBe(!document.problems.some(({ severity }) => severity === 'invalid'));
        const policy: PolicyInForce = { kind, name: 'random', document };
        expect(
          decide(requestFor(null), { ...authoritiesOf([]), identity: known([known(policy)]) }).outcome,
        ).toBeDefined();
      }),
      fuzz(800),
    );
  });
});
