/** The order of the test files, where Jest has not measured them yet: those that talk to servers and other programs last longest. */
import Sequencer from '@jest/test-sequencer';

const slow = ['/test/e2e/', '/test/browser/', '/test/generate/', '/test/engine/sweep/', '/test/fix/'];

export default class SlowestFirst extends Sequencer {
  sort(tests) {
    const isSlow = ({ path, duration }) => duration === undefined && slow.some((part) => path.includes(part));
    const sorted = super.sort(tests);
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
  }
}
