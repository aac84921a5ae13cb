/** What a child process takes. */
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';

/** Seconds by the clock and of CPU, the most memory held in MB, and what the process wrote where that is wanted. */
export function measure(args, { keepsOutput = false } = {}) {
  const report =
    "const{maxRSS,userCPUTime,systemCPUTime}=process.resourceUsage();process._rawDebug('used='+[maxRSS,userCPUTime,systemCPUTime])";
  const reporter = `data:text/javascript,process.on('exit',()=>{${report}})`;
  const start = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', reporter, ...args], {
    cwd: tmpdir(),
    stdio: ['ignore', keepsOutput ? 'pipe' : 'ignore', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const seconds = (performance.now() - start) / 1000;
  const [peak, user, system] = (/used=([\d,]+)/.exec(stderr)?.[1] ?? '').split(',').map(Number);
  if (status !== 0 && status !== 1 && status !== 3)
    throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return { seconds, cpu: (user + system) / 1e6, peak: peak / 1024, stdout };
}

/** Four digits say all that a measurement can. */
export function round(value) {
  return Number(value.toPrecision(4));
}

export function median(values) {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)];
}

export function repeat(times, run) {
  return Array.from({ length: times }, run);
}
