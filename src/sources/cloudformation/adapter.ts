/** CloudFormation and SAM templates. Several are one estate, joined by names, exports and outputs. */
import type { Locator, Place } from '../../estate/locator.js';
import type { Adapter, Claim, Reading, ReadOptions } from '../adapter.js';
import type { CaseFacts } from './template-facts.js';
import { isStackAnswer, isTemplateAnswer } from './answers/recognise.js';
import { isManifest, isMetadata } from './cdk/assembly.js';
import type { CodePlaces } from './cdk/code-places.js';
import { looksLikeTemplate } from './template/looks-like-template.js';

export const cloudformationAdapter: Adapter = {
  kind: 'cloudformation',
  form: 'a CloudFormation template',
  recognise: (files) => {
    const templates = files.filter((file) => looksLikeTemplate(file) || isTemplateAnswer(file));
    const [first] = templates;
    if (first === undefined) return [];
    const assembly = files.filter((file) => isManifest(file) || isMetadata(file));
    const beside = [...assembly, ...files.filter(isStackAnswer)];
    const claimed = new Set([...templates, ...beside]);
    const isAlone = claimed.size === 1;
    return [
      {
        files: files.filter((file) => claimed.has(file)),
        name: isAlone ? first.name : first.given,
        sureness: 'certain',
        why:
          assembly.length > 0
            ? 'a cloud assembly of the CDK: it has a manifest'
            : 'a CloudFormation template: it has "Resources"',
      },
    ];
  },
  read,
};

const supply =
  'Give the template of the stack that holds it, or a snapshot of the account, as a further input (`replint collect` writes a snapshot).';

async function read({ files, name }: Claim, options: ReadOptions): Promise<Reading> {
  const { readTemplates } = await import('./read-templates.js');
  const { faults, cases, notes, places } = readTemplates(files, options);
  const [first] = cases;
  const reading = { name, kind: 'cloudformation', faults };
  if (faults.length > 0 || first === undefined)
    return {
      ...reading,
      facts: null,
      help: 'Correct the template; `cfn-lint` finds more of its faults.',
      locator: locatorOf(null, places),
    };
  return {
    ...reading,
    facts: first.facts,
    locator: locatorOf(first, places),
    ...(cases.length === 1
      ? {}
      : { cases: cases.map((each) => ({ when: each.when, facts: each.facts, locator: locatorOf(each, places) })) }),
    supply,
    notes,
    isLenient: true,
  };
}

function locatorOf(one: CaseFacts | null, code: CodePlaces): Locator {
  return {
    placesOf: (pointers) => {
      const places = new Map<string, Place>();
      if (one === null) return places;
      for (const pointer of pointers) {
        const spot = one.marks.find(one.facts, pointer);
        if (spot === null) continue;
        places.set(pointer, code.placeOf(spot));
      }
      return places;
    },
    // Values of templates may be secrets.
    excerptOf: () => null,
  };
}
