/** From CloudFormation's spelling of S3's settings to the API's, with types as the API has them. */
import { addressesIn } from '../../../basics/stand-in.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { isList, isMap, textOf } from '../../terraform/values.js';
import type { Marks } from '../template/marks.js';

const renamed: Readonly<Record<string, string>> = {
  Id: 'ID',
  TagFilter: 'Tag',
  TagFilters: 'Tags',
  ServerSideEncryptionByDefault: 'ApplyServerSideEncryptionByDefault',
};
const texts = new Set([
  'ID', 'Status', 'Prefix', 'Bucket', 'Account', 'StorageClass', 'Owner', 'ReplicaKmsKeyID', 'Key', 'Value', 'Role', 'SSEAlgorithm', 'KMSMasterKeyID',
  'ObjectOwnership', 'ObjectLockEnabled', 'Mode',
]); // prettier-ignore
const numbers = new Set(['Priority', 'Minutes', 'Days', 'Years']);
const flags = new Set([
  'BucketKeyEnabled',
  'BlockPublicAcls',
  'BlockPublicPolicy',
  'IgnorePublicAcls',
  'RestrictPublicBuckets',
]);

/** Blocks that change what S3 asks for; which of both holds cannot be told by their text. */
const switches = new Set([
  'SseKmsEncryptedObjects',
  'DeleteMarkerReplication',
  'ReplicaModifications',
  'ReplicationTime',
]);

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Unknown where a part is not known that has to be: a block, a number, a switch. */
export function asApi(value: Value | undefined, marks: Marks): Json | Unknown {
  if (value instanceof Unknown) return value;
  if (isList(value)) {
    const items: Json[] = [];
    for (const each of value) {
      const item = asApi(each, marks);
      if (item instanceof Unknown) return item;
      items.push(item);
    }
    return marks.as(items, value);
  }
  if (!isMap(value)) return value ?? null;
  const members: Record<string, Json> = {};
  for (const [name, part] of Object.entries(value)) {
    const spelled = renamed[name] ?? name;
    const member = memberAsApi(spelled, part, marks);
    if (member instanceof Unknown) return member;
    if (member !== null) members[spelled] = member;
  }
  return marks.as(members, value, renamed);
}

function memberAsApi(name: string, value: Value, marks: Marks): Json | Unknown {
  if (flags.has(name)) return flagOf(value) ?? null;
  if (numbers.has(name)) {
    if (value instanceof Unknown) return value;
    const text = textOf(value);
    const [given] = addressesIn(text ?? '');
    if (given !== undefined) return new Unknown(given, `it is the value of ${name}`);
    const number = Number(text);
    return Number.isInteger(number) ? number : new Unknown(name, 'it is not a whole number');
  }
  const [open] = switches.has(name) && isMap(value) ? addressesIn(textOf(value['Status']) ?? '') : [];
  if (open !== undefined) return new Unknown(open, `it is the status of ${name}`);
  if (texts.has(name) && !isMap(value) && !isList(value)) return value === '' ? '' : textOf(value);
  return asApi(value, marks);
}

/** CloudFormation takes text for a boolean. Undefined = not set. */
export function flagOf(value: Value | undefined): boolean | Unknown | undefined {
  if (value instanceof Unknown || typeof value === 'boolean') return value;
  const [open] = typeof value === 'string' ? addressesIn(value) : [];
  if (open !== undefined) return new Unknown(open, 'it switches something on or off');
  const text = typeof value === 'string' ? value.toLowerCase() : null;
  if (text === 'true' || text === 'yes' || text === 'on') return true;
  return text === 'false' || text === 'no' || text === 'off' ? false : undefined;
}
