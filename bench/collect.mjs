/**
 * How many calls a collection makes, and how close it comes to the time that the calls must take: each 40 ms, `concurrency` at once.
 * The server is `collect-server.mjs`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundled } from './bundled.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const latency = 40;
const concurrency = 50;
const runs = 5;

async function collector() {
  const path = await bundled("export { collect } from './src/collectors/collect.ts';", 'collect');
  try {
    return await import(pathToFileURL(path).href);
  } finally {
    rmSync(path);
  }
}

const collecting = async function* () {
  const { collect } = await collector();
  const server = fork(join(root, 'bench/collect-server.mjs'));
  try {
    const [{ port }] = await once(server, 'message');
    const times = [];
    let counted = { calls: 0, repeated: 0 };
    for (let run = 0; run < runs; run += 1) {
      const start = performance.now();
      const { problems } = await collect({
        region: 'us-east-1',
        concurrency,
        environment: {
          endpoint: `http://127.0.0.1:${port}`,
          credentials: async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }),
        },
      });
      times.push(performance.now() - start);
      if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
      server.send('count');
      [counted] = await once(server, 'message');
    }
    const wall = times.sort((left, right) => left - right)[Math.floor(runs / 2)];
    const ideal = (counted.calls * latency) / concurrency;
    yield { name: 'collect-calls', value: counted.calls, unit: 'calls', repeated: counted.repeated };
    yield {
      name: 'collect-wall',
      value: Number((wall / ideal).toPrecision(4)),
      unit: 'ratio',
      milliseconds: Math.round(wall),
    };
  } finally {
    server.disconnect();
  }
};

export const benchmarks = new Map([['collect', collecting]]);
