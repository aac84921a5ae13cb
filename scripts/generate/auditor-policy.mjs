import { format } from 'prettier';
import { loadTs } from './load-ts.mjs';

/** The policy documents for people who set up an auditor, from the table of reads. */
export async function generate() {
  const { auditorPolicy } = await loadTs('src/collectors/auditor-policy.ts');
  const text = (policy) => format(JSON.stringify(policy), { parser: 'json', printWidth: 120 });
  return new Map([
    ['docs/auditor-policy.json', await text(auditorPolicy())],
    ['docs/auditor-policy-observe.json', await text(auditorPolicy({ observe: true }))],
  ]);
}
