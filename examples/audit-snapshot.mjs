// Audits a snapshot, and says for every replication rule what becomes of its objects.
// Run it in a checkout: node examples/audit-snapshot.mjs
import { readFileSync } from 'node:fs';
import { auditSnapshots, exitCodeOf, renderReport } from 'replint';

const snapshot = readFileSync(new URL('../fixtures/demo/estate.json', import.meta.url));
const report = auditSnapshots([snapshot]);

for (const { source, destination, verdict } of report.replication) {
  console.log(`${source.bucket} → ${destination?.bucket}: ${verdict}`);
}

console.log(await renderReport(report, 'table', { width: 80, detail: 'summary' }));
console.log('exit code', exitCodeOf(report, { failOn: 'error', allowIncomplete: false }));
