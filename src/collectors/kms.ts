/** What is asked about KMS keys. */
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  ListAliasesCommand,
  ListGrantsCommand,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import type { AccountReader } from './account-reader.js';
import type { Entry } from './entry.js';
import { type Json, errorCodeOf, listAt, memberAt, textAt } from './json.js';

function nextMarker(page: Json): string | undefined {
  return memberAt(page, 'Truncated') === true ? textAt(page, 'NextMarker') : undefined;
}

function paged(Marker: string | undefined): { Marker?: string } {
  return Marker === undefined ? {} : { Marker };
}

/** A key or an alias by its ARN, in parts. */
export interface KmsName {
  readonly arn: string;
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly isAlias: boolean;
}

const kmsArn = /^arn:([a-z-]+):kms:([a-z0-9-]+):(\d{12}):(?:key\/[\w-]+|(alias)\/[\w/-]+)$/;

export function parseKmsArn(arn: string): KmsName | null {
  const parts = kmsArn.exec(arn);
  if (parts === null) return null;
  const [, partition = '', region = '', account = '', alias] = parts;
  return { arn, partition, region, account, isAlias: alias !== undefined };
}

/** A key as S3 stores it: ARN of a key or alias, key id, alias name; null = the AWS managed key for S3. */
export function kmsNameOf(
  configured: string | null,
  home: { readonly partition: string; readonly region: string; readonly account: string },
): KmsName | null {
  const name = configured ?? 'alias/aws/s3';
  if (name.startsWith('arn:')) return parseKmsArn(name);
  const resource = name.startsWith('alias/') ? name : `key/${name}`;
  return parseKmsArn(`arn:${home.partition}:kms:${home.region}:${home.account}:${resource}`);
}

export function describeKey(reader: AccountReader, key: Entry, { arn, region }: KmsName): Promise<Json> {
  return key.read('DescribeKey', () =>
    reader.ask('kms', region, 'DescribeKey', (client) => client.send(new DescribeKeyCommand({ KeyId: arn }))),
  );
}

/** State, policy and grants of a key of the reader's own account. */
export async function readKey(reader: AccountReader, key: Entry, name: KmsName): Promise<void> {
  const { arn: KeyId, region } = name;
  const described = await describeKey(reader, key, name);
  if (errorCodeOf(described) === 'NotFoundException') return;
  await Promise.all([
    key.read('GetKeyPolicy', () =>
      reader.ask('kms', region, 'GetKeyPolicy', (client) =>
        client.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' })),
      ),
    ),
    key.readPages(
      'ListGrants',
      (marker) =>
        reader.ask('kms', region, 'ListGrants', (client) =>
          client.send(new ListGrantsCommand({ KeyId, Limit: 100, ...paged(marker) })),
        ),
      nextMarker,
    ),
  ]);
}

export function readKeyTags(
  reader: AccountReader,
  key: Entry,
  { arn: KeyId, region }: KmsName,
): Promise<readonly Json[]> {
  return key.readPages(
    'ListResourceTags',
    (marker) =>
      reader.ask('kms', region, 'ListResourceTags', (client) =>
        client.send(new ListResourceTagsCommand({ KeyId, ...paged(marker) })),
      ),
    nextMarker,
  );
}

/** The aliases of an account in one Region, or the error entry that stands for them. */
export type AliasList = { readonly aliases: readonly Json[] } | { readonly failure: Json };

export async function listAliases(reader: AccountReader, region: string): Promise<AliasList> {
  const aliases: Json[] = [];
  let marker: string | undefined;
  do {
    const page = await reader.ask('kms', region, 'ListAliases', (client) =>
      client.send(new ListAliasesCommand({ Limit: 100, ...paged(marker) })),
    );
    if (errorCodeOf(page) !== undefined) return { failure: page };
    aliases.push(...listAt(page, 'Aliases'));
    marker = nextMarker(page);
  } while (marker !== undefined);
  return { aliases };
}
