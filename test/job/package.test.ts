/** What is uploaded to Lambda: built twice the same, and run as Lambda runs it, from where nothing is installed. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describeOnNode24, node24 } from '../action/node24.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

function build(TZ: string): Buffer {
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), 'job'], { env: { ...process.env, TZ } });
  return readFileSync(join(root, 'dist/replint-job.zip'));
}

describeOnNode24('the archive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'replint-job-'));
  const puts: { url: string; body: string }[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      puts.push({ url: `${request.method} ${request.url}`, body });
      response.end();
    });
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  test('has the same bytes whenever and wherever it is built', () => {
    expect(build('UTC').equals(build('Asia/Tokyo'))).toBe(true);
  });

  test('holds functions that run by themselves', async () => {
    for (const [path, contents] of Object.entries(unzipSync(build('UTC')))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), contents);
    }
    writeFileSync(
      join(folder, 'invoke.mjs'),
      `import { list } from './index.js';
       const context = { getRemainingTimeInMillis: () => 300000 };
       console.log(JSON.stringify(await list({ run: 'r' }, context)));
       await list({ run: 'a/b' }, context).catch((error) => console.log(error.name));`,
    );
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { stdout, stderr } = await promisify(execFile)(node24 ?? process.execPath, ['invoke.mjs'], {
      cwd: folder,
      env: {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
        AWS_SECRET_ACCESS_KEY: 'secret',
        AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
        REPLINT_BUCKET: 'reports',
        REPLINT_ACCOUNTS: '111122223333',
      },
    });
    expect(stderr).toBe('');
    const [listed, refused] = stdout.trim().split('\n');
    expect(JSON.parse(listed ?? '')).toMatchObject({ next: { round: 0, batches: 1 } });
    expect(refused).toBe('ZodError');
    expect(puts).toHaveLength(1);
    expect(puts[0]?.url).toMatch(/runs\/r\/items\/0\.json/);
    expect(puts[0]?.body).toContain('111122223333');
  });
});
