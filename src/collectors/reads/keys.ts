/** What is asked about KMS keys. */
import { type Answer, type Answers, derived } from '../answers/answers.js';
import type { Entry } from '../entries/entry.js';
import { type Json, errorCodeOf, listAt, memberAt, textAt } from '../json.js';
import type { KmsName } from './kms-name.js';

function nextMarker(page: Json): string | undefined {
  return memberAt(page, 'Truncated') === true ? textAt(page, 'NextMarker') : undefined;
}

function paged(Marker: string | undefined): { Marker?: string } {
  return Marker === undefined ? {} : { Marker };
}

export function describeKey(answers: Answers, key: Entry, { arn: KeyId, region }: KmsName): Promise<Json> {
  return key.read('DescribeKey', () => answers.read('DescribeKey', { region, KeyId }));
}

/** State, policies and grants of a key of the account's own. */
export async function readKey(answers: Answers, key: Entry, name: KmsName): Promise<void> {
  const { arn: KeyId, region } = name;
  const described = await describeKey(answers, key, name);
  if (errorCodeOf(described) === 'NotFoundException') return;
  await Promise.all([
    key.read('GetKeyPolicy', () => answers.read('GetKeyPolicy', { region, KeyId, PolicyName: 'default' })),
    key.read('GetKeyPolicy:AWS_RAM', () =>
      answers.read('GetKeyPolicy:AWS_RAM', { region, KeyId, PolicyName: 'AWS_RAM' }),
    ),
    key.readPages(
      'ListGrants',
      (marker) => answers.read('ListGrants', { region, KeyId, Limit: 100, ...paged(marker) }),
      nextMarker,
    ),
  ]);
}

export function readKeyTags(answers: Answers, key: Entry, { arn: KeyId, region }: KmsName): Promise<readonly Json[]> {
  return key.readPages(
    'ListResourceTags',
    (marker) => answers.read('ListResourceTags', { region, KeyId, ...paged(marker) }),
    nextMarker,
  );
}

/** The aliases of an account in one Region, all pages as one answer; or the error entry that stands for them. */
export async function listAliases(answers: Answers, region: string): Promise<Answer> {
  const Aliases: Json[] = [];
  for (let marker: string | undefined; ;) {
    const page = await answers.read('ListAliases', { region, Limit: 100, ...paged(marker) });
    if (errorCodeOf(page.json) !== undefined) return page;
    for (const alias of listAt(page.json, 'Aliases')) Aliases.push(alias);
    const next = nextMarker(page.json);
    if (next === undefined || next === marker) return derived(page, { Aliases });
    marker = next;
  }
}
