import { describe, expect, test } from '@jest/globals';
import { Calls, Interrupted } from '../../../src/collectors/pace/calls.js';
import { realEnvironment } from '../../../src/collectors/pace/environment.js';
import { Pace } from '../../../src/collectors/pace/pace.js';

/** A clock that only sleeping moves. */
function fakeTime() {
  let time = 0;
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => time,
    sleep: async (milliseconds: number, signal: AbortSignal) => {
      signal.throwIfAborted();
      sleeps.push(milliseconds);
      time += milliseconds;
    },
    random: () => 1,
  };
}

function setUp(concurrency = 2) {
  const time = fakeTime();
  const controller = new AbortController();
  const calls = new Calls({ ...realEnvironment, ...time }, controller.signal, concurrency, () => {});
  return { time, controller, calls, lane: calls.lane('s3 us-east-1', 2) };
}

function failing(name: string, status: number) {
  return Object.assign(new Error(name), { name, $metadata: { httpStatusCode: status } });
}

/** Fails as told, then answers. */
function flaky(...errors: readonly Error[]) {
  const left = [...errors];
  return async () => {
    const error = left.shift();
    if (error !== undefined) throw error;
    return 'answer';
  };
}

describe('a call', () => {
  test('is made again, with longer pauses, until it is answered', async () => {
    const { calls, lane, time } = setUp();
    const outcome = await calls.make(
      's3:Get',
      lane,
      flaky(failing('InternalError', 500), failing('InternalError', 500), failing('InternalError', 500)),
    );
    expect(outcome).toEqual({ output: 'answer' });
    expect(time.sleeps).toEqual([100, 200, 400]);
    expect(calls.statistics).toMatchObject({ total: 1, retries: 3, throttled: 0, byOperation: { 's3:Get': 1 } });
  });

  test('is not made again after a refusal', async () => {
    const { calls, lane } = setUp();
    const outcome = await calls.make('s3:Get', lane, flaky(failing('AccessDenied', 403)));
    expect(outcome).toMatchObject({ failure: { code: 'AccessDenied' } });
    expect(calls.retries).toBe(0);
  });

  test('is given up after so many attempts', async () => {
    const { calls, lane } = setUp();
    const outcome = await calls.make('s3:Get', lane, () => Promise.reject(failing('SlowDown', 503)));
    expect(outcome).toMatchObject({ failure: { kind: 'throttled', code: 'SlowDown' } });
    expect(calls.statistics).toMatchObject({ retries: 9, throttled: 10 });
  });

  test('to nobody is given up sooner', async () => {
    const { calls, lane } = setUp();
    await calls.make('s3:Get', lane, () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })));
    expect(calls.retries).toBe(2);
  });

  test('that is interrupted has no outcome', async () => {
    const { calls, lane, controller } = setUp();
    const call = calls.make('s3:Get', lane, () => {
      controller.abort();
      return Promise.reject(failing('InternalError', 500));
    });
    await expect(call).rejects.toThrow(Interrupted);
    await expect(calls.make('s3:Get', lane, flaky())).rejects.toThrow(Interrupted);
    expect(calls.total).toBe(1);
  });

  test('is not made again once it took its time, however many attempts are left', async () => {
    const { calls, lane, time } = setUp();
    let made = 0;
    await calls.make('s3:Get', lane, async (signal) => {
      made += 1;
      await time.sleep(100_000, signal);
      throw failing('InternalError', 500);
    });
    expect(made).toBe(3);
  });

  test('whose answer does not come to an end is given up, and told so', async () => {
    const time = fakeTime();
    const environment = { ...realEnvironment, ...time, answerTimeout: 5, attempts: 2 };
    const calls = new Calls(environment, new AbortController().signal, 1, () => {});
    const signals: AbortSignal[] = [];
    const outcome = await calls.make('s3:Get', calls.lane('s3 us-east-1', 1), (signal) => {
      signals.push(signal);
      return new Promise(() => {});
    });
    expect(outcome).toMatchObject({ failure: { kind: 'transient', code: 'TimeoutError' } });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  test('a bug is thrown', async () => {
    const { calls, lane } = setUp();
    await expect(calls.make('s3:Get', lane, () => Promise.reject(new TypeError('bug')))).rejects.toThrow('bug');
  });

  test('waits until fewer are in flight, of its lane and of all', async () => {
    const { calls } = setUp(3);
    let inFlight = 0;
    let most = 0;
    const send = async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await new Promise((resolve) => setImmediate(resolve));
      inFlight -= 1;
      return 'answer';
    };
    const wide = calls.lane('a', 10);
    const narrow = calls.lane('b', 1);
    await Promise.all(Array.from({ length: 20 }, () => calls.make('a', wide, send)));
    expect(most).toBe(3);
    most = 0;
    await Promise.all(Array.from({ length: 5 }, () => calls.make('b', narrow, send)));
    expect(most).toBe(1);
  });
});

describe('an API that does not answer', () => {
  const silence = Object.assign(new Error('The request timed out.'), { name: 'TimeoutError' });

  function silentApi() {
    const { calls, time, lane } = setUp(1);
    let made = 0;
    let answers = false;
    const ask = (name = 's3:Get', where = lane) =>
      calls.make(name, where, async (signal) => {
        made += 1;
        if (answers) return 'answer';
        await time.sleep(30_000, signal);
        throw silence;
      });
    return {
      ask,
      calls,
      time,
      made: () => made,
      mend: () => (answers = true),
    };
  }

  test('is asked no more after a while, and its calls fail at once', async () => {
    const { ask, made } = silentApi();
    for (let calls = 0; calls < 10; calls += 1) await ask();
    const before = made();
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => ask()));
    expect(before).toBeLessThan(25);
    expect(made()).toBe(before);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({
        failure: { code: 'TimeoutError', message: expect.stringMatching(/^Not asked, since nothing has/u) },
      });
  });

  test('keeps nobody from asking another, or in another Region', async () => {
    const { ask, calls, made } = silentApi();
    for (let count = 0; count < 10; count += 1) await ask();
    const before = made();
    await ask('s3:List');
    await ask('s3:Get', calls.lane('s3 eu-west-1', 1));
    expect(made()).toBe(before + 10);
  });

  test('is tried again now and then, and asked as ever once it answers', async () => {
    const { ask, made, mend, time } = silentApi();
    for (let calls = 0; calls < 10; calls += 1) await ask();
    const before = made();
    await time.sleep(60_000, new AbortController().signal);
    await ask();
    await ask();
    expect(made()).toBe(before + 1);
    mend();
    expect(await ask()).toHaveProperty('failure');
    await time.sleep(60_000, new AbortController().signal);
    expect(await ask()).toEqual({ output: 'answer' });
    expect(await ask()).toEqual({ output: 'answer' });
  });

  test('in one bad moment is asked on', async () => {
    const { calls, time } = setUp(50);
    let isBad = true;
    const wide = calls.lane('s3 us-east-1', 50);
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () =>
        calls.make('s3:Get', wide, async () => {
          await new Promise((resolve) => setImmediate(resolve));
          if (!isBad) return 'answer';
          setImmediate(() => (isBad = false));
          throw silence;
        }),
      ),
    );
    expect(outcomes).toEqual(outcomes.map(() => ({ output: 'answer' })));
    expect(time.now()).toBeGreaterThan(0);
  });
});

describe('the pace', () => {
  const { signal } = new AbortController();

  test('is not limited until the service throttles', async () => {
    const time = fakeTime();
    const pace = new Pace(time);
    await pace.turn(signal);
    expect(pace.gap).toBe(0);
    pace.throttled();
    expect(pace.gap).toBeGreaterThan(0);
    await pace.turn(signal);
    await pace.turn(signal);
    expect(time.sleeps).toEqual([pace.gap]);
  });

  test('slows down once for the answers of one moment', () => {
    const pace = new Pace(fakeTime());
    pace.throttled();
    const { gap } = pace;
    pace.throttled();
    expect(pace.gap).toBe(gap);
  });

  test('quickens again until nothing limits it', () => {
    const pace = new Pace(fakeTime());
    pace.throttled();
    for (let answers = 0; answers < 200; answers += 1) pace.answered();
    expect(pace.gap).toBe(0);
  });

  test('keeps below a known quota', async () => {
    const time = fakeTime();
    const pace = new Pace(time, 15);
    for (let calls = 0; calls < 101; calls += 1) {
      await pace.turn(signal);
      pace.answered();
    }
    expect(time.now()).toBe(1_500);
  });
});
