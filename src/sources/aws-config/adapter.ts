/** AWS Config as a form of input: delivered snapshots and histories, answers of advanced queries, rows one a line. */
import { shortList } from '../../basics/short-list.js';
import type { Adapter, Claim, Reading, ReadOptions } from '../adapter.js';
import type { InputFile } from '../input-file.js';
import { Check } from '../shape.js';
import { snapshotShape } from '../snapshot/snapshot-shape.js';
import { ConfigFacts } from './facts.js';
import { type ItemFile, itemsIn, newestOf } from './items.js';

export const awsConfigAdapter: Adapter = {
  kind: 'aws-config',
  form: 'configuration items of AWS Config',
  recognise(files) {
    const own = files.filter((file) => mayHold(file) && itemsIn(file) !== null);
    const [first] = own;
    if (first === undefined) return [];
    const more = new Set(own.map(({ given }) => given)).size - 1;
    return [
      {
        files: own,
        name: more === 0 ? first.given : `${first.given} and ${more} more`,
        sureness: 'certain',
        why: 'configuration items of AWS Config',
      },
    ];
  },
  read: (claim, options) => readItems(claim, options),
};

/** A look at the text costs less than the items. */
function mayHold({ text }: InputFile): boolean {
  return text !== null && /resourceType|"Results"/u.test(text);
}

function readItems({ files, name }: Claim, options: ReadOptions): Reading {
  const read = files.map((file) => ({ file, found: itemsIn(file) ?? { items: [], isCut: false, odd: 0 } }));
  const items = newestOf(read.flatMap(({ found }) => found.items));
  const facts = new ConfigFacts(items, options.account);
  const snapshot = facts.snapshot;
  const check = new Check();
  const isMet = snapshotShape.isMet(snapshot, check);
  const faults = check.faults.map(({ pointer, message }) => ({ pointer, message }));
  return {
    name,
    kind: 'aws-config',
    facts: isMet ? snapshot : null,
    faults,
    help: 'Export the items again: `aws configservice select-aggregate-resource-config`, or the delivered snapshot as it is.',
    locator: facts,
    notes: notesOf(read, facts),
    isLenient: true,
  };
}

function notesOf(
  read: readonly { readonly file: InputFile; readonly found: ItemFile }[],
  facts: ConfigFacts,
): readonly string[] {
  const cut = read.filter(({ found }) => found.isCut).map(({ file }) => file.name);
  const odd = read.filter(({ found }) => found.odd > 0).map(({ file }) => file.name);
  const { oldest, newest, unrecorded, withoutAccount } = facts;
  return [
    ...(oldest === null || newest === null
      ? []
      : [
          `AWS Config recorded these items between ${oldest} and ${newest}: an old time is that of the last change, or of a recorder that stopped.`,
        ]),
    'AWS Config does not record grants, ownership controls, organization policies, AWS managed policies and blocked encryption types: what depends on them stays unknown until it is read from the services (`replint policy --commands` prints how).',
    ...(cut.length === 0
      ? []
      : [`More rows follow the last one of ${shortList(cut, 3)}: what is not there was not collected.`]),
    ...(odd.length === 0 ? [] : [`Rows that are not configuration items were passed over: ${shortList(odd, 3)}.`]),
    ...(unrecorded.length === 0 ? [] : [`AWS Config says that it does not record ${shortList(unrecorded, 3)}.`]),
    ...(withoutAccount === 0
      ? []
      : [`${withoutAccount} items do not say whose they are, and were left out: give --account.`]),
  ];
}
