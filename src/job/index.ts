/** The Lambda functions of the scheduled job: events in, steps, errors in words. */
import type * as z from 'zod';
import { ExpectedError } from '../basics/expected-error.js';
import { collect as collectBatch } from './collect.js';
import { batchEvent, planEvent, runEvent } from './events.js';
import { list as listAccounts } from './list.js';
import { merge as mergeParts } from './merge.js';
import { plan as planRound } from './plan.js';
import { readSettings } from './settings.js';
import { openStore } from './store.js';
import type { Setting } from './setting.js';

interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

type Handler = (event: unknown, context: LambdaContext) => Promise<unknown>;

/** @param settingOf - made anew for each invocation: credentials and settings may have changed */
export function handlers(settingOf: () => Setting) {
  const handler =
    <T>(schema: z.ZodType<T>, step: (event: T, setting: Setting, remaining: number) => Promise<unknown>): Handler =>
    async (event, context) => {
      try {
        return await step(schema.parse(event), settingOf(), context.getRemainingTimeInMillis());
      } catch (error) {
        if (!(error instanceof ExpectedError)) throw error;
        // What failed and what to do about it, in the execution's own `Cause`, which is what people are sent.
        const stated = new Error([error.message, ...(error.help === null ? [] : [error.help])].join('\n'), {
          cause: error,
        });
        stated.name = error.name;
        stated.stack = `${stated.name}: ${stated.message}`;
        throw stated;
      }
    };
  return {
    list: handler(runEvent.pick({ run: true }), listAccounts),
    collect: handler(batchEvent, collectBatch),
    plan: handler(planEvent, planRound),
    merge: handler(runEvent, mergeParts),
  };
}

export const { list, collect, plan, merge } = handlers(() => {
  const settings = readSettings(process.env);
  return { settings, store: openStore(settings.bucket), now: Date.now };
});
