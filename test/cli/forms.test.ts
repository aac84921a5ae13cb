/** The built command reads what takes packages of its own: a bundle can lose the names of a module that is loaded late. */
import { beforeAll, expect, test } from '@jest/globals';
import { parquetWriteFile } from 'hyparquet-writer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { plainTemplate } from '../sources/cloudformation/template-text.js';
import { build, estate, newFolder, replint } from './replint.js';

beforeAll(build, 120_000);

const rule = 'ID: all\n    Status: Enabled\n    Prefix: ""\n    Destination:\n      Bucket: arn:aws:s3:::copies\n';

test.each([
  [
    'answers in YAML',
    {
      'get-bucket-replication_orders.yaml': `ReplicationConfiguration:\n  Role: arn:aws:iam::111122223333:role/mover\n  Rules:\n  - ${rule}`,
    },
  ],
  ['a template in YAML', { 'template.yaml': plainTemplate }],
  [
    'code of Terraform',
    { 'main.tf': 'resource "aws_s3_bucket" "orders" {\n  bucket = lower(yamldecode("Orders"))\n}\n' },
  ],
])('%s', (_, files) => {
  const folder = newFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { stdout, stderr, status } = replint(['audit', folder]);
  expect(stderr).toBe('');
  expect(stdout).toContain('bucket');
  expect(status).not.toBe(2);
});

test('an inventory in Parquet', () => {
  const filename = join(newFolder(), 'inventory.parquet');
  parquetWriteFile({
    filename,
    columnData: [
      { name: 'bucket', data: ['orders'] },
      { name: 'key', data: ['a'] },
      { name: 'replication_status', data: ['FAILED'] },
    ],
  });
  const { stderr, status } = replint(['audit', estate('article-good'), '--evidence', filename]);
  expect(stderr).toBe('');
  expect(status).not.toBe(2);
});
