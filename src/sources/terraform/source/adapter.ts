/** Folders of Terraform and OpenTofu code. Nothing is run and nothing is fetched. */
import type { Adapter, Claim, Reading, ReadOptions } from '../../adapter.js';
import { codeAt } from '../code-at.js';
import type { SourceOfPlan } from '../knowledge.js';
import { terraformLocator } from '../locator.js';
import { factsOf } from '../resources/snapshot.js';

/** What a source is made of: code, values, templates and the list of initialised modules. */
const source = /\.(?:tf|tofu)(?:\.json)?$/u;
const beside = /\.tfvars(?:\.json)?$|\.terraform[/\\]modules[/\\]modules\.json$|\.(?:tftpl|tpl|tmpl|json|ya?ml)$/u;

export const sourceAdapter: Adapter = {
  kind: 'terraform-source',
  form: 'Terraform code',
  recognise: (files) => {
    const code = files.filter(({ name, text }) => source.test(name) && text !== null);
    const [first] = code;
    if (first === undefined) return [];
    const folders = new Set(code.map(({ given }) => given));
    const others = files.filter(
      (file) =>
        !code.includes(file) &&
        file.text !== null &&
        beside.test(file.name) &&
        folders.has(file.given) &&
        !file.isNamed &&
        !isOwnForm(file.json?.value),
    );
    return [
      {
        files: [...code, ...others],
        name: code.length === 1 ? first.name : first.given,
        sureness: 'likely',
        why: 'Terraform code: files that end in .tf',
      },
    ];
  },
  read,
};

/** JSON that other forms of input take: not a file that code merely reads. */
function isOwnForm(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['format', 'format_version', 'Resources', 'terraform_version', 'artifacts'].some((name) =>
      Object.hasOwn(value, name),
    )
  );
}

const supply =
  'Give the code, the plan or a snapshot of the account that holds it as a further input (`replint collect` writes a snapshot).';

async function read({ files, name }: Claim, options: ReadOptions): Promise<Reading> {
  const { openEstate } = await import('./open-source.js');
  const { estate, placeOf, notes, faults, code } = await openEstate(files, options);
  const reading = { name, kind: 'terraform-source' };
  const [fault] = faults;
  if (fault !== undefined) {
    return {
      ...reading,
      facts: null,
      faults: faults.map(({ file, line, column }) => ({
        message: 'This is not understood as Terraform code.',
        place: { file, address: '', line, column },
      })),
      help: 'Correct it; `terraform validate` says more.',
      locator: terraformLocator({ spotOf: () => null, files, sources: new Map() }),
    };
  }
  const { facts, spotOf } = factsOf(estate);
  const places: SourceOfPlan = { resolve: () => undefined, isSet: () => null, placeOf, code };
  const located = { spotOf, files, sources: new Map([[0, { source: places, prefix: '' }]]) };
  return {
    ...reading,
    facts,
    faults: [],
    locator: terraformLocator(located),
    codeAt: codeAt(located),
    supply,
    notes,
    isLenient: true,
  };
}
