/** Folders of Terraform and OpenTofu code. Nothing is run and nothing is fetched. */
import type { Adapter, Claim, Reading, ReadOptions } from '../../adapter.js';
import { codeAt } from '../code-at.js';
import type { SourceOfPlan } from '../knowledge.js';
import { terraformLocator } from '../locator.js';
import type { InputFile } from '../../input-file.js';
import { isBinaryPlan } from '../plan/binary-plan.js';
import { codeOfBinaryPlan } from '../plan/code-of-binary-plan.js';
import { isPlan } from '../plan/plan-json.js';
import { unseenIn } from '../resources/anybodys.js';
import { factsOf } from '../resources/snapshot.js';
import { codeProblem, locatorWithUnseenCode, withUnseenCode } from '../../unseen-code.js';

/** What a source is made of: code, values, templates and the list of initialised modules. */
const source = /\.(?:tf|tofu)(?:\.json)?$/u;
const beside = /\.tfvars(?:\.json)?$|\.terraform[/\\]modules[/\\]modules\.json$|\.(?:tftpl|tpl|tmpl|json|ya?ml)$/u;

export const sourceAdapter: Adapter = {
  kind: 'terraform-source',
  form: 'Terraform code',
  recognise: (files) => {
    const code = files.filter(({ name, text }) => source.test(name) && text !== null);
    const [first] = code;
    if (first === undefined) return binaryPlans(files);
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

/** Each alone, where it is named: beside its JSON or its folder it is not needed for itself, and in a folder it is what was left there. */
function binaryPlans(files: readonly InputFile[]): readonly Claim[] {
  if (files.some(({ json }) => isPlan(json?.value))) return [];
  return files
    .filter((file) => file.isNamed && isBinaryPlan(file))
    .map((file) => ({
      files: [file],
      name: file.name,
      sureness: 'certain',
      why: 'a plan as `terraform plan -out` writes it: an archive with `tfplan`',
    }));
}

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

async function read(claim: Claim, options: ReadOptions): Promise<Reading> {
  const { openEstate } = await import('./open-source.js');
  const { name } = claim;
  const [plan] = claim.files.filter(isBinaryPlan);
  const opened = plan === undefined ? null : codeOfBinaryPlan(plan);
  const files = opened?.files ?? claim.files;
  const account = options.account ?? opened?.account;
  const {
    estate,
    placeOf,
    notes,
    unseen: openBlocks,
    faults,
    overrun,
    code,
  } = await openEstate(files, account === undefined ? options : { ...options, account }, opened?.knowledge ?? null);
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
  if (overrun !== null) {
    const { file, line, column } = overrun.at;
    return {
      ...reading,
      facts: null,
      faults: [
        { message: `This is too much to be worked out: ${overrun.why}.`, place: { file, address: '', line, column } },
      ],
      help: 'Give the folders one by one, or what Terraform makes of them: `terraform show -json PLANFILE`.',
      locator: terraformLocator({ spotOf: () => null, files, sources: new Map() }),
    };
  }
  const { facts, notes: unjudged, spotOf } = factsOf(estate);
  const places: SourceOfPlan = { resolve: () => undefined, isSet: () => null, placeOf, code };
  const located = { spotOf, files, sources: new Map([[0, { source: places, prefix: '' }]]) };
  const locator = terraformLocator(located);
  const unseen = [...openBlocks, ...unseenIn(facts, locator)];
  return {
    ...reading,
    facts: withUnseenCode(facts, unseen.map(codeProblem)),
    faults: [],
    locator: locatorWithUnseenCode(locator, unseen),
    codeAt: codeAt(located),
    supply,
    notes: [...(opened === null ? [] : [opened.note]), ...notes, ...unjudged],
    isLenient: true,
  };
}
