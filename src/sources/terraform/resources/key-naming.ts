/** How resources name the key that they belong to. */
import { partsOf } from '../../../estate/arn.js';
import { textOf } from '../values.js';
import type { Instance } from '../model.js';
import { type Naming, knownText } from './instances.js';

export const keyTypes = ['aws_kms_key', 'aws_kms_external_key', 'aws_kms_replica_key', 'aws_kms_replica_external_key'];

/** A key may be named by its id or by its ARN. */
export function idIn(text: string): string {
  const resource = partsOf(text)?.resource;
  return resource?.startsWith('key/') === true ? resource.slice('key/'.length) : text;
}

/** Related multi-Region keys share their id: the place tells them apart. */
function nameOf({ place }: Instance, id: string, region = place.region): string {
  return `${place.partition} ${place.account} ${region} ${id}`;
}

function nameIn(separate: Instance, argument: string): string | null {
  const text = knownText(separate, argument);
  if (text === null) return null;
  const parts = partsOf(text);
  return nameOf(separate, idIn(text), parts === null ? separate.place.region : parts.region);
}

export const nameOfOwner = (owner: Instance): string | null => {
  const id = textOf(owner.values['key_id']);
  return id === null ? null : nameOf(owner, id);
};

export const naming: Naming = { owners: keyTypes, nameOfOwner, nameIn: (separate) => nameIn(separate, 'key_id') };
export const aliasNaming: Naming = {
  owners: keyTypes,
  nameOfOwner,
  nameIn: (separate) => nameIn(separate, 'target_key_id'),
};
