/** Where what a patch changes stands in the inputs: the document, or what it depends on where there is none yet. */
import type { Origin } from '../../estate/fact.js';
import { bucketOf, documentPlace } from '../change/places.js';
import type { State } from '../change/model.js';
import { configurationPlace, settingPlace } from '../change/settings.js';
import type { FixPatch } from '../model.js';

/** Pointers into the facts that hold the document before or after. */
export function pointersOf({ estate }: State, patch: FixPatch): readonly string[] {
  const { target } = patch;
  if (target.kind === 'setting') return listOf(settingPlace(estate, { target, value: patch.value })?.pointer);
  if (target.kind === 'replication-configuration')
    return listOf(configurationPlace(estate, { target: { ...target, part: null }, value: {} })?.pointer);
  return documentPlace(estate, patch)?.pointers ?? [];
}

function listOf(pointer: string | undefined): readonly string[] {
  return pointer === undefined ? [] : [pointer];
}

/** Of the bucket, role or key that the document depends on. */
export function holderOf({ estate }: State, { target: { resource } }: FixPatch): Origin | null {
  const holder = estate.roles.get(resource) ?? estate.kmsKeys.get(resource) ?? bucketOf(estate, resource);
  return holder?.origin ?? null;
}
