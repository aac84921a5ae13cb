/**
 * Terraform itself, planning and applying a fixture anew: what is read of its plan and states today is what is read of the files in the
 * repository.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { audit } from '../../src/judge.js';
import { InputFile } from '../../src/sources/input-file.js';
import { joinReadings } from '../../src/sources/join-readings.js';
import { readFiles } from '../../src/sources/recognise.js';
import { build } from '../cli/replint.js';
import { ownTool } from '../tools/own-tool.js';

const missing = 3;

async function judged(folder: string, name: string): Promise<unknown> {
  const file = InputFile.ofText(name, readFileSync(join(folder, 'literal', name), 'utf8'));
  const { estate } = joinReadings(await readFiles([file]));
  const { replication, findings } = audit(estate, { settings: { now: '2026-11-27T00:00:00Z' } });
  return {
    pairs: replication.map(({ source, destination, verdict, byObjectClass }) => [
      source,
      destination,
      verdict,
      byObjectClass,
    ]),
    findings: findings.map(({ rule, level, message }) => [level, rule, message]),
  };
}

test('a plan and its states, made now', async () => {
  ownTool('moto', 'bin/moto_server');
  build();
  const folder = mkdtempSync(join(tmpdir(), 'replint-terraform-'));
  try {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['scripts/terraform-fixtures.mjs', 'literal', '--into', folder],
      { encoding: 'utf8' },
    );
    if (status === missing) {
      if (process.env['CI'] !== undefined) throw new Error(stderr);
      console.warn(`${stderr.trim()} WHAT TERRAFORM WRITES TODAY IS NOT READ.`);
      return;
    }
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const name of ['plan.json', 'state.json', 'terraform.tfstate'])
      expect(await judged(folder, name)).toEqual(await judged('fixtures/terraform', name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);
