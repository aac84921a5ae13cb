/** Settings of a replication rule that S3 refuses, or may refuse, in code that has not been applied. */
import { expect, test } from '@jest/globals';
import { auditCode, pairOf } from './audit-of-code.js';

const inDestination = (text: string) => (code: string) =>
  code.replace('      bucket = aws_s3_bucket.b["dst"].arn', (line) => `${line}\n${text}`);
const inRule = (text: string) => (code: string) => code.replace('    filter {}', (line) => `${line}\n${text}`);
const rtc = (time: string, metrics: string): ((code: string) => string) =>
  inDestination(`replication_time {\n${time}\n}\nmetrics {\n${metrics}\n}`);
const on = 'status = "Enabled"';
const time = 'time {\n minutes = 15\n}';

test.each<readonly [string, (code: string) => string, string]>([
  ['as it is', (code) => code, 'replicates'],
  ['a storage class', inDestination('storage_class = "GLACIER_IR"'), 'replicates'],
  ['a storage class that nobody knows', inDestination('storage_class = "COLD"'), 'unknown'],
  ['a storage class of something else', inDestination('storage_class = "OUTPOSTS"'), 'unknown'],
  ['a storage class that the API excludes', inDestination('storage_class = "FSX_OPENZFS"'), 'fails'],
  ['a negative priority', inRule('priority = -1'), 'unknown'],
  ['existing objects', inRule('existing_object_replication {\n status = "Enabled"\n}'), 'unknown'],
  ['no existing objects', inRule('existing_object_replication {\n status = "Disabled"\n}'), 'unknown'],
  ['S3 RTC', rtc(`${on}\n${time}`, `${on}\nevent_threshold {\n minutes = 15\n}`), 'replicates'],
  ['S3 RTC without a threshold', rtc(`${on}\n${time}`, on), 'fails'],
  ['S3 RTC with another threshold', rtc(`${on}\n${time}`, `${on}\nevent_threshold {\n minutes = 30\n}`), 'fails'],
  ['metrics with a misspelt status', inDestination('metrics {\n status = "enabled"\n}'), 'unknown'],
])('%s', async (_, change, verdict) => {
  const report = await auditCode({ 'in/main.tf': change(pairOf()) });
  expect(report.replication.map((each) => each.verdict)).toEqual([verdict]);
});
