/** What the state machine tells each step, checked. */
import { accountIdPattern } from '../basics/aws-names.js';
import * as z from 'zod';

/** Name of the execution: part of the keys of its objects. */
const run = z.string().regex(/^[^/\s]{1,80}$/);
const round = z.number().int().min(0).max(99);
const account = z.string().regex(accountIdPattern);
const texts = z.array(z.string()).default([]);

export const runEvent = z.object({ run, started: z.iso.datetime({ offset: true }) });

export const planEvent = z.object({ run, round });

/** An account to read; with `destinations`, `keys` and `roles`: only those, which other accounts lead to. */
const item = z.object({ account, destinations: texts, keys: texts, roles: texts });

export const batchEvent = z.object({ run, round, items: z.array(item).min(1).max(1000) });

export type RunEvent = z.output<typeof runEvent>;
export type PlanEvent = z.output<typeof planEvent>;
export type BatchEvent = z.output<typeof batchEvent>;
export type Item = z.output<typeof item>;
