import { loadTs } from './load-ts.mjs';

/** The policy documents for people who set up an auditor, from the table of reads. */
export const generate = async () => {
  const { auditorPolicy } = await loadTs('src/collectors/auditor-policy.ts');
  const text = (policy) => `${JSON.stringify(policy, null, 2)}\n`;
  return new Map([
    ['docs/auditor-policy.json', text(auditorPolicy())],
    ['docs/auditor-policy-observe.json', text(auditorPolicy({ observe: true }))],
  ]);
};
