/**
 * Every operator, over every state of a key (absent, no values, an empty value, one among others, a value that matches, one that does
 * not), every list of policy values, with and without set operator and IfExists; against a small oracle that is written from AWS's
 * text for this test alone. Sources: IAM User Guide, "Condition operators", "Single-valued vs. multivalued context keys", "Policy
 * variables with no value"; IAM Access Analyzer policy check reference.
 */
import { describe, expect, test } from '@jest/globals';
import type { ConditionOperator } from '../../src/policy/index.js';
import { allowIf, ask, denyIf, outcomeOf, type Json } from './ask.js';

type Answer = boolean | 'open';

interface Family {
  readonly positive: ConditionOperator;
  readonly negative: ConditionOperator | null;
  /** A policy value, one request value that it matches, one that it does not. */
  readonly samples: readonly [policy: string, same: string, other: string];
  readonly compares: 'text' | 'scalar';
  readonly isGlob?: boolean;
}

const families: readonly Family[] = [
  { positive: 'StringEquals', negative: 'StringNotEquals', samples: ['x', 'x', 'y'], compares: 'text' },
  {
    positive: 'StringEqualsIgnoreCase',
    negative: 'StringNotEqualsIgnoreCase',
    samples: ['x', 'X', 'y'],
    compares: 'text',
  },
  { positive: 'StringLike', negative: 'StringNotLike', samples: ['x*', 'xyz', 'yx'], compares: 'text', isGlob: true },
  { positive: 'NumericEquals', negative: 'NumericNotEquals', samples: ['7', '7.0', '8'], compares: 'scalar' },
  { positive: 'NumericLessThan', negative: null, samples: ['7', '6', '7'], compares: 'scalar' },
  { positive: 'NumericLessThanEquals', negative: null, samples: ['7', '7', '8'], compares: 'scalar' },
  { positive: 'NumericGreaterThan', negative: null, samples: ['7', '8', '7'], compares: 'scalar' },
  { positive: 'NumericGreaterThanEquals', negative: null, samples: ['7', '7', '6'], compares: 'scalar' },
  {
    positive: 'DateEquals',
    negative: 'DateNotEquals',
    samples: ['2026-01-02T00:00:00Z', '2026-01-02T01:00:00+01:00', '2026-01-03'],
    compares: 'scalar',
  },
  { positive: 'DateLessThan', negative: null, samples: ['2026-01-02', '2026-01-01', '2026-01-02'], compares: 'scalar' },
  {
    positive: 'DateLessThanEquals',
    negative: null,
    samples: ['2026-01-02', '2026-01-02', '2026-01-03'],
    compares: 'scalar',
  },
  {
    positive: 'DateGreaterThan',
    negative: null,
    samples: ['2026-01-02', '2026-01-03', '2026-01-02'],
    compares: 'scalar',
  },
  {
    positive: 'DateGreaterThanEquals',
    negative: null,
    samples: ['2026-01-02', '2026-01-02', '2026-01-01'],
    compares: 'scalar',
  },
  { positive: 'Bool', negative: null, samples: ['true', 'true', 'false'], compares: 'scalar' },
  { positive: 'BinaryEquals', negative: null, samples: ['QQ==', 'QQ==', 'Qg=='], compares: 'scalar' },
  {
    positive: 'IpAddress',
    negative: 'NotIpAddress',
    samples: ['203.0.113.0/24', '203.0.113.9', '198.51.100.1'],
    compares: 'scalar',
  },
  {
    positive: 'IpAddress',
    negative: 'NotIpAddress',
    samples: ['2001:db8::/32', '2001:db8:1::9', '2001:db9::1'],
    compares: 'scalar',
  },
  {
    positive: 'IpAddress',
    negative: 'NotIpAddress',
    samples: ['2001:DB8:0:0::/64', '2001:0db8::ffff', '203.0.113.9'],
    compares: 'scalar',
  },
  {
    positive: 'ArnEquals',
    negative: 'ArnNotEquals',
    samples: ['arn:aws:s3:::a*', 'arn:aws:s3:::ab', 'arn:aws:s3:::b'],
    compares: 'scalar',
  },
  {
    positive: 'ArnLike',
    negative: 'ArnNotLike',
    samples: ['arn:aws:s3:::a*', 'arn:aws:s3:::ab', 'arn:aws:s3:::b'],
    compares: 'scalar',
  },
];

const qualifiers = [null, 'ForAllValues', 'ForAnyValue'] as const;

interface Row {
  readonly family: Family;
  readonly isNegated: boolean;
  readonly qualifier: (typeof qualifiers)[number];
  readonly ifExists: boolean;
  readonly policyValues: readonly string[];
  /** Null = the key is not in the request. */
  readonly requestValues: readonly string[] | null;
}

// ---- the oracle ---------------------------------------------------------------------------------------------------

const not = (answer: Answer): Answer => (answer === 'open' ? 'open' : !answer);
function any(answers: readonly Answer[]): Answer {
  return answers.includes(true) ? true : answers.includes('open') ? 'open' : false;
}
function all(answers: readonly Answer[]): Answer {
  return not(any(answers.map(not)));
}

/** One request value against one policy value. */
function matches({ family }: Row, policyValue: string, value: string): Answer {
  const [pattern, same, other] = family.samples;
  if (family.compares === 'scalar') {
    // An empty text is no number, date, address or ARN; it is base64, of no bytes.
    if (family.positive === 'BinaryEquals') return policyValue === value;
    if (policyValue === '' || value === '') return 'open';
    return policyValue === pattern ? value === same : 'open';
  }
  if (policyValue === '') return value === '';
  if (policyValue === '*') return family.isGlob === true || value === '*';
  return value === same && same !== other;
}

function satisfied(row: Row, value: string): Answer {
  const isMatch = any(row.policyValues.map((policyValue) => matches(row, policyValue, value)));
  return row.isNegated ? not(isMatch) : isMatch;
}

function expected(row: Row): Answer {
  const { qualifier, ifExists, isNegated, policyValues, requestValues } = row;
  const isAbsent = requestValues === null || requestValues.length === 0;
  if (policyValues.length === 0) {
    // "True only if the key is absent", "never true"; of ordinary operators the page contradicts itself.
    if (qualifier === 'ForAllValues' && !isAbsent) return requestValues.every((value) => value === '') ? 'open' : false;
    if (qualifier === 'ForAllValues') return true;
    if (ifExists) return isAbsent;
    return qualifier === 'ForAnyValue' ? false : 'open';
  }
  if (isAbsent) {
    if (qualifier === 'ForAllValues') return true;
    if (qualifier === 'ForAnyValue') return ifExists ? 'open' : false;
    return isNegated || ifExists;
  }
  if (qualifier === null) return requestValues.length === 1 ? satisfied(row, requestValues[0] ?? '') : 'open';
  // "It also returns true if … the context key value resolves to a null data set, such as an empty string."
  if (qualifier === 'ForAllValues') {
    if (requestValues.every((value) => value === '')) return true;
    return all(
      requestValues.map((value) => (value === '' && satisfied(row, value) !== true ? 'open' : satisfied(row, value))),
    );
  }
  // "For no matching key or a null dataset, the condition returns false": nothing speaks for true where an empty value is what matches.
  return any(
    requestValues.map((value) => (value === '' && satisfied(row, value) !== false ? 'open' : satisfied(row, value))),
  );
}

// ---- the table ----------------------------------------------------------------------------------------------------

function* rowsOf(family: Family): Iterable<Row> {
  const [pattern, same, other] = family.samples;
  const lists = family.compares === 'text' ? [[], [''], ['*'], [pattern], ['', pattern]] : [[], [pattern]];
  for (const qualifier of qualifiers) {
    const requests = [
      null,
      [],
      [''],
      [same],
      [other],
      ...(qualifier === null
        ? []
        : [
            ['', ''],
            ['', same],
            ['', other],
            [same, other],
          ]),
    ];
    for (const isNegated of family.negative === null ? [false] : [false, true])
      for (const ifExists of [false, true])
        for (const policyValues of lists)
          for (const requestValues of requests)
            yield { family, isNegated, qualifier, ifExists, policyValues, requestValues };
  }
}

function conditionOf({ family, isNegated, qualifier, ifExists, policyValues }: Row): Json {
  const base = isNegated ? family.negative : family.positive;
  const operator = `${qualifier === null ? '' : `${qualifier}:`}${base}${ifExists ? 'IfExists' : ''}`;
  // A single-valued key under a set operator is a set of one.
  return { [operator]: { 'aws:PrincipalTag/t': policyValues } };
}

const inAllow = { true: 'allowed', false: 'not allowed', open: 'unknown' } as const;
const inDeny = { true: 'denied', false: 'allowed', open: 'unknown' } as const;

describe.each(families.map((family) => [`${family.positive} ${family.samples[0]}`, family] as const))(
  '%s',
  (_name, family) => {
    test.each(Array.from(rowsOf(family), (row) => [JSON.stringify(conditionOf(row)), row.requestValues, row] as const))(
      '%s over %j',
      (_condition, requestValues, row) => {
        const context = requestValues === null ? {} : { 'aws:PrincipalTag/t': requestValues };
        const answer = String(expected(row)) as keyof typeof inAllow;
        expect(outcomeOf({ context, identity: [allowIf(conditionOf(row))] })).toBe(inAllow[answer]);
        const denying = { context, also: [denyIf(conditionOf(row))] };
        expect(outcomeOf(denying)).toBe(inDeny[answer]);
        // Nothing is open without a reason.
        if (answer === 'open') expect(ask(denying).unanswered.length).toBeGreaterThan(0);
      },
    );
  },
);

describe('Null', () => {
  const states = [
    ['absent', null],
    ['without values', []],
    ['empty', ['']],
    ['there', ['x']],
  ] as const;
  const rows: readonly (readonly [string, string | readonly string[], readonly Answer[]])[] = [
    ['Null', 'true', [true, true, 'open', false]],
    ['Null', 'false', [false, false, 'open', true]],
    ['Null', 'TRUE', [true, true, 'open', false]],
    ['Null', ['true', 'false'], [true, true, true, true]],
    ['Null', [], [false, false, 'open', false]],
    ['Null', 'yes', ['open', 'open', 'open', 'open']],
    ['ForAllValues:Null', 'true', [true, true, true, true]],
    ['ForAllValues:Null', 'false', [true, true, true, true]],
    ['ForAnyValue:Null', 'true', [false, false, false, false]],
    ['ForAnyValue:Null', 'false', [false, false, false, false]],
  ];
  const cells = rows.flatMap(([operator, values, answers]) =>
    states.map(([state, requestValues], index) => [operator, values, state, requestValues, answers[index]] as const),
  );
  test.each(cells)('%s %j, the key is %s', (operator, values, _state, requestValues, answer) => {
    const context = requestValues === null ? {} : { 'aws:PrincipalTag/t': requestValues };
    const condition = { [operator]: { 'aws:PrincipalTag/t': values } };
    const name = String(answer) as keyof typeof inAllow;
    expect(outcomeOf({ context, identity: [allowIf(condition)] })).toBe(inAllow[name]);
    expect(outcomeOf({ context, also: [denyIf(condition)] })).toBe(inDeny[name]);
  });

  test('NullIfExists is not an operator', () => {
    expect(outcomeOf({ identity: [allowIf({ NullIfExists: { 'aws:PrincipalTag/t': 'true' } })] })).toBe('unknown');
  });
});

describe('a multivalued key without a set operator', () => {
  test.each(['StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIfExists'])(
    '%s is open where the key is there',
    (operator) => {
      const condition = { [operator]: { 'aws:TagKeys': 'x' } };
      expect(outcomeOf({ context: { 'aws:TagKeys': ['x'] }, identity: [allowIf(condition)] })).toBe('unknown');
      expect(outcomeOf({ context: { 'aws:TagKeys': [''] }, identity: [allowIf(condition)] })).toBe('unknown');
      const isTrue = operator !== 'StringEquals' && operator !== 'StringLike';
      expect(outcomeOf({ identity: [allowIf(condition)] })).toBe(isTrue ? 'allowed' : 'not allowed');
    },
  );
});

describe('a policy variable', () => {
  const states = [
    ['absent', undefined],
    ['empty', ''],
    ['there', 'x'],
  ] as const;
  const rows: readonly (readonly [
    string,
    Json,
    readonly (readonly [boolean | 'open', boolean | 'open', boolean | 'open'])[],
  ])[] = [
    // per request value of the tested key ('x', ''): the answers for a variable that is absent, empty, there
    [
      'positive',
      { StringEquals: { 'aws:PrincipalTag/t': '${aws:PrincipalTag/v}' } },
      [
        [false, false, true],
        [false, false, false],
      ],
    ],
    [
      'negated',
      { StringNotEquals: { 'aws:PrincipalTag/t': '${aws:PrincipalTag/v}' } },
      [
        [true, true, false],
        [true, true, true],
      ],
    ],
    [
      'like',
      { StringLike: { 'aws:PrincipalTag/t': '${aws:PrincipalTag/v}*' } },
      [
        [false, false, true],
        [false, false, false],
      ],
    ],
    [
      'not like',
      { StringNotLike: { 'aws:PrincipalTag/t': '${aws:PrincipalTag/v}*' } },
      [
        [true, true, false],
        [true, true, true],
      ],
    ],
    [
      'with default',
      { StringEquals: { 'aws:PrincipalTag/t': "${aws:PrincipalTag/v, 'x'}" } },
      [
        [true, 'open', true],
        [false, 'open', false],
      ],
    ],
    [
      'negated, with default',
      { StringNotEquals: { 'aws:PrincipalTag/t': "${aws:PrincipalTag/v, 'x'}" } },
      [
        [false, 'open', false],
        [true, 'open', true],
      ],
    ],
    [
      'beside a value',
      { StringEquals: { 'aws:PrincipalTag/t': ['${aws:PrincipalTag/v}', 'x'] } },
      [
        [true, true, true],
        [false, false, false],
      ],
    ],
  ];
  const cells = rows.flatMap(([name, condition, byTested]) =>
    ['x', ''].flatMap((tested, at) =>
      states.map(([state, value], index) => [name, tested, state, value, condition, byTested[at]?.[index]] as const),
    ),
  );
  test.each(cells)('%s, tested against %j: %s', (_name, tested, _state, value, condition, answer) => {
    const context = { 'aws:PrincipalTag/t': tested, ...(value !== undefined && { 'aws:PrincipalTag/v': value }) };
    expect(outcomeOf({ context, identity: [allowIf(condition)] })).toBe(
      inAllow[String(answer) as keyof typeof inAllow],
    );
    expect(outcomeOf({ context, also: [denyIf(condition)] })).toBe(inDeny[String(answer) as keyof typeof inDeny]);
  });

  test.each([
    ['absent', undefined, 'not allowed', 'allowed', 'unknown'],
    ['empty', '', 'not allowed', 'unknown', 'unknown'],
    ['there', 'k', 'allowed', 'not allowed', 'allowed'],
  ] as const)('in a resource: %s', (_state, value, inResource, withDefault, inNotResource) => {
    const context: Record<string, string> = value === undefined ? {} : { 'aws:PrincipalTag/v': value };
    const statement = (more: Json) => ({ Effect: 'Allow', Action: '*', ...more });
    const resource = 'arn:aws:s3:::src/k';
    expect(
      outcomeOf({ context, resource, identity: [statement({ Resource: 'arn:aws:s3:::src/${aws:PrincipalTag/v}' })] }),
    ).toBe(inResource);
    const fallback = resource.replace('/k', '/d');
    expect(
      outcomeOf({
        context,
        resource: fallback,
        identity: [statement({ Resource: "arn:aws:s3:::src/${aws:PrincipalTag/v, 'd'}" })],
      }),
    ).toBe(withDefault);
    const denied = { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::src/${aws:PrincipalTag/v}' };
    expect(outcomeOf({ context, resource, also: [denied] })).toBe(inNotResource);
  });
});
