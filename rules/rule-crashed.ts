import { defineRule } from '../src/engine/model.js';

export default defineRule({
  subject: 'estate',
  meta: {
    title: 'A rule of replint failed',
    healthy: 'Every rule runs to its end',
    level: 'error',
    controls: { none: 'It is about replint itself.' },
    why: 'A rule that fails is a bug of this tool. Its findings are missing from the report, so the run says so and fails.',
    sources: ['https://github.com/replint/replint/issues'],
    needs: [],
    failureReasons: [],
    headlines: {
      crashed: 'Rule {{rule}} failed',
    },
    messages: {
      crashed: 'Rule {{rule}} failed with "{{error}}"|: |its findings are missing from this report.',
    },
    help: {
      crashed: 'Report the bug with the input that shows it. Replace names and account IDs first.',
    },
  },
  // Raised by the engine when another rule throws.
  *check() {},
});
