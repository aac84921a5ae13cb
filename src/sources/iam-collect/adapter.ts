/** The store that iam-collect writes to disk, as a form of input: policies and organizations, without replication configurations. */
import { groupBy } from '../../basics/group-by.js';
import { shortList } from '../../basics/short-list.js';
import type { Adapter, Claim, Reading } from '../adapter.js';
import { Assembly } from '../cli-answers/assemble.js';
import { dropBroken } from '../cli-answers/broken-answers.js';
import type { Placed } from '../cli-answers/placing/placing.js';
import { type StoredFile, storedFile } from './layout.js';
import { organizationAnswers } from './organizations.js';
import { answersOf } from './resources.js';

export const iamCollectAdapter: Adapter = {
  kind: 'iam-collect',
  form: 'a store of iam-collect',
  recognise(files) {
    const stored = files.map((file) => storedFile(file)).filter((each) => each !== null);
    const stores = [...groupBy(stored, ({ store }) => store).values()].filter((own) =>
      own.some(({ part, file }) => part !== 'indexes' && file.json !== null),
    );
    return stores.map((own) => ({
      files: own.map(({ file }) => file),
      name: own[0]?.store ?? '',
      sureness: 'certain',
      why: 'a store of iam-collect: accounts or organizations below `aws/PARTITION`',
    }));
  },
  read: readStore,
};

function readStore({ files, name }: Claim): Reading {
  const stored = files.map((file) => storedFile(file)).filter((each) => each !== null);
  const resources = groupBy(
    stored.filter(({ part }) => part === 'accounts'),
    ({ owner, folders }) => `${owner}/${folders.join('/')}`,
  );
  const ofResources = [...resources.values()].flatMap((own) =>
    answersOf(new Map(own.map((each) => [each.name, each]))),
  );
  const placed: readonly Placed[] = ofResources.concat(organizationAnswers(stored));
  const assembly = new Assembly(placed);
  const notes = [
    'iam-collect keeps no replication configuration, versioning, ownership controls, Object Lock, key state, grants, or list of the policies that are attached to a role in a documented place: give them beside it, such as answers of the AWS CLI (`replint policy --commands` prints the commands).',
    ...brokenNote(stored),
  ];
  return {
    name,
    kind: 'iam-collect',
    facts: dropBroken(assembly.facts, assembly.mounts, notes),
    faults: [],
    locator: assembly.mounts,
    notes,
    jsonTexts: (pointers) => assembly.mounts.textsOf(pointers),
    isLenient: true,
  };
}

function brokenNote(stored: readonly StoredFile[]): readonly string[] {
  const broken = stored.filter(({ file }) => file.json === null).map(({ file }) => file.name);
  return broken.length === 0 ? [] : [`Files that are not JSON were left out: ${shortList(broken, 5)}.`];
}
