// Compares two states of an estate: what broke, and which statement of which policy changed.
// Run it in a checkout: node examples/what-changed.mjs
import { readFileSync } from 'node:fs';
import { diffSnapshots, renderDiff } from 'replint';

const before = JSON.parse(readFileSync(new URL('../fixtures/demo/estate.json', import.meta.url), 'utf8'));
const after = structuredClone(before);
for (const bucket of after.accounts[0].buckets) {
  if (bucket.Name === 'northwind-orders-replica') bucket.GetBucketVersioning.Status = 'Suspended';
}

const diff = diffSnapshots([before], [after]);
console.log(renderDiff(diff, 'text'));
