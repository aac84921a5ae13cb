import { describe, expect, test } from '@jest/globals';
import { rules } from '../../rules/index.generated.js';
import { failureReasonOf, failureReasons } from '../../src/replication/failure-reasons.js';

describe('failure reason codes', () => {
  test('are 39, and one older name', () => {
    expect(failureReasons.filter(({ nowCalled }) => nowCalled === null)).toHaveLength(39);
    expect(failureReasons.filter(({ nowCalled }) => nowCalled !== null).map(({ code }) => code)).toEqual([
      'DstMultipartPartUploadNotPermitted',
    ]);
  });

  test('stand in order, each once', () => {
    const codes = failureReasons.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
  });

  test.each(failureReasons.map((reason) => [reason.code, reason] as const))(
    '%s has rules that predict it, or a reason why none does',
    (_, { cause, rules, whyNone, nowCalled }) => {
      expect(cause).toMatch(/\.$/);
      expect(rules.length > 0).toBe(whyNone === null);
      if (whyNone !== null) expect(whyNone).toMatch(/\.$/);
      if (nowCalled !== null) expect(failureReasonOf(nowCalled)?.rules).toEqual(rules);
    },
  );

  test('are those that the rules say they predict, and the other way round', () => {
    const byTable = failureReasons
      .filter(({ nowCalled }) => nowCalled === null)
      .flatMap(({ code, rules: predicting }) => predicting.map((rule) => `${rule} ${code}`));
    const byRules = rules.flatMap(({ id, meta }) => meta.failureReasons.map((code) => `${id} ${code}`));
    expect(byRules.toSorted()).toEqual(byTable.toSorted());
  });

  test('an unknown code has no entry', () => {
    expect(failureReasonOf('constructor')).toBeNull();
  });
});
