/** What a problem says is tied to the placeholders of its message: these would not compile otherwise. */
import { expect, test } from '@jest/globals';
import { defineRule, type Pair } from '../../src/engine/model.js';

const facts = {
  title: 'A thing is not so',
  healthy: 'A thing is so',
  level: 'note',
  controls: ['S3.7'],
  why: 'It is so.',
  sources: [],
  needs: [],
  failureReasons: [],
} as const;
const at = { resource: 'arn:aws:s3:::orders', account: null, region: null };
const texts = {
  messages: { off: '{{bucket}} is off.' },
  help: { off: 'Switch {{bucket}} on in {{region}}.' },
} as const;

test('data for every placeholder of message and help compiles', () => {
  const rule = defineRule({
    subject: 'pair',
    meta: { ...facts, ...texts },
    *check(pair) {
      yield { message: 'off', data: { bucket: pair.source.name, region: '' }, ...at };
    },
  });
  expect(rule.subject).toBe('pair');
});

test('a placeholder without data, and a message that is not there, do not compile', () => {
  defineRule({
    subject: 'pair',
    meta: { ...facts, ...texts },
    // @ts-expect-error the help names a Region
    *check(pair: Pair) {
      yield { message: 'off', data: { bucket: pair.source.name }, ...at };
    },
  });
  defineRule({
    subject: 'pair',
    meta: { ...facts, ...texts },
    // @ts-expect-error no such message
    *check(pair: Pair) {
      yield { message: 'on', data: { bucket: pair.source.name, region: '' }, ...at };
    },
  });
  expect.assertions(0);
});
