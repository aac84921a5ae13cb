/** CloudFormation and SAM templates. Several are one estate, joined by names, exports and outputs. */
import type { Locator, Place } from '../../estate/locator.js';
import type { Adapter, Claim, Reading, ReadOptions } from '../adapter.js';
import type { CaseFacts } from './template-facts.js';
import { looksLikeTemplate } from './template.js';

export const cloudformationAdapter: Adapter = {
  kind: 'cloudformation',
  form: 'a CloudFormation template',
  recognise: (files) => {
    const templates = files.filter(looksLikeTemplate);
    const [first] = templates;
    if (first === undefined) return [];
    const name = templates.length === 1 ? first.name : first.given;
    return [{ files: templates, name, sureness: 'certain', why: 'a CloudFormation template: it has "Resources"' }];
  },
  read,
};

const supply =
  'Give the template of the stack that holds it, or a snapshot of the account, as a further input (`replint collect` writes a snapshot).';

async function read({ files, name }: Claim, options: ReadOptions): Promise<Reading> {
  const { readTemplates } = await import('./read-templates.js');
  const { faults, cases, notes } = readTemplates(files, options);
  const [first] = cases;
  const reading = { name, kind: 'cloudformation', faults };
  if (faults.length > 0 || first === undefined)
    return {
      ...reading,
      facts: null,
      help: 'Correct the template; `cfn-lint` finds more of its faults.',
      locator: locatorOf(null),
    };
  return {
    ...reading,
    facts: first.facts,
    locator: locatorOf(first),
    ...(cases.length === 1
      ? {}
      : { cases: cases.map((each) => ({ when: each.when, facts: each.facts, locator: locatorOf(each) })) }),
    supply,
    notes,
    isLenient: true,
  };
}

function locatorOf(one: CaseFacts | null): Locator {
  return {
    placesOf: (pointers) => {
      const places = new Map<string, Place>();
      if (one === null) return places;
      for (const pointer of pointers) {
        const spot = one.marks.find(one.facts, pointer);
        if (spot === null) continue;
        places.set(pointer, { file: spot.text.name, address: spot.address, ...spot.text.lineOf(spot.offset) });
      }
      return places;
    },
    // Values of templates may be secrets.
    excerptOf: () => null,
  };
}
