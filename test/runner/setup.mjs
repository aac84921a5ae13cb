/**
 * Run once in each worker, before its first test. A worker keeps its modules for all of its tests: to evaluate them anew for each file took
 * more than half of the time.
 */
import { register } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { addEventHandler } from 'jest-circus';

// Most functions of a suite run a few times: to compile them for speed as early as V8 usually does takes more than it saves.
setFlagsFromString('--interrupt-budget=400000');
process.setSourceMapsEnabled(true);
register('./hooks.mjs', import.meta.url);
// Jest lets go of its workers by closing their channel.
process.once('disconnect', () => process.exit());

const { environmentKeeper } = await import('./environment.ts');
const { withLimit } = await import('./limit.ts');
const roots = new WeakSet();

addEventHandler(({ name }, { rootDescribeBlock: root, currentDescribeBlock: block }) => {
  const declared = { add_test: block.children, add_hook: block.hooks }[name]?.at(-1);
  // The runner knows no limits in time: each test and hook is given its own.
  if (typeof declared?.fn !== 'function') return;
  declared.fn = withLimit(declared.fn, declared.timeout);
  if (roots.has(root)) return;
  roots.add(root);
  root.hooks.push({ type: 'afterAll', parent: root, fn: environmentKeeper() });
});
