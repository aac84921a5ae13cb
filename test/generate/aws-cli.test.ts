/** Scripts of set-ups: shellcheck and AWS's own validation of parameters have nothing against them. */
import { describe, expect, test } from '@jest/globals';
import { awsCliFiles } from '../../src/generate/emit/aws-cli.js';
import { hasBotocore, hasShellcheck, shellcheck, validated } from '../fix/tools.js';
import { made, setUps } from './set-ups.js';

function scriptOf(name: string): string {
  return awsCliFiles(made(setUps[name] ?? []).setup)[0]?.text ?? '';
}

const names = Object.keys(setUps);

(hasShellcheck() ? describe : describe.skip)('shellcheck', () => {
  test.each(names)('%s', (name) => {
    expect(shellcheck(scriptOf(name))).toBe('');
  });
});

(hasBotocore() ? describe : describe.skip)("AWS's own validation", () => {
  test('takes every command', () => {
    const commands = names
      .flatMap((name) => scriptOf(name).split('\n'))
      .map((line) => line.trim().replace(/ [12]?>.*$/u, ''))
      // What a variable holds is not to be seen here.
      .filter((line) => line.startsWith('aws ') && !line.includes('"$'));
    expect(commands.length).toBeGreaterThan(100);
    expect(validated(commands)).toBe('');
  });
});
