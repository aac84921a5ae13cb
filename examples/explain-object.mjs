// Walks every request that S3 makes for one object, and prints the first one that is denied.
// Run it in a checkout: node examples/explain-object.mjs
import { readFileSync } from 'node:fs';
import { explainSnapshots, renderExplanation } from 'replint';

const snapshot = readFileSync(new URL('../fixtures/demo/estate.json', import.meta.url), 'utf8');
const explanation = explainSnapshots('s3://northwind-clickstream/a.json', [snapshot]);

for (const { verdict, requests } of explanation.replicationRules) {
  const denied = requests.find(({ outcome }) => outcome === 'denied');
  console.log(verdict, denied?.action, denied?.denials[0]?.reason);
}

console.log(renderExplanation(explanation, 'text', { width: 80 }));
