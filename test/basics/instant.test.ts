import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { secondsOf, timeText } from '../../src/basics/instant.js';

test('a time is written as the calendar has it, and read back', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }),
      (date) => {
        expect(timeText(date.getTime())).toBe(date.toISOString());
        expect(Math.round((secondsOf(date.toISOString()) ?? 0) * 1000)).toBe(date.getTime());
      },
    ),
    {
      numRuns: 500,
      examples: [[new Date('2000-02-29T00:00:00.000Z')], [new Date('2100-03-01T00:00:00.000Z')], [new Date(0)]],
    },
  );
});
