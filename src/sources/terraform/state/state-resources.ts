/** Resources of a state, in both of its forms, as they stand: `terraform show -json`, and `terraform.tfstate` of version 4. */
import { type JsonObject, isObject } from '../../shape.js';
import { marksOf, withoutLabelsOf } from '../sensitive.js';
import { type Address, addressOf, keyText } from '../address.js';
import { elementsAt, objectAt, stateResources, textAt } from '../plan/plan-json.js';

export interface StateInstance {
  readonly address: string;
  readonly parts: Address;
  /** The provider as the state names it, with its alias where it does. */
  readonly providerKey: string;
  readonly values: JsonObject;
  /** Of the values. */
  readonly pointer: string;
}

/** `terraform show -json` of a state; a plan has `resource_changes` beside it. */
export function isShownState(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value['format_version'] === 'string' &&
    !Object.hasOwn(value, 'resource_changes') &&
    !Object.hasOwn(value, 'planned_values') &&
    (isObject(value['values']) ||
      (typeof value['terraform_version'] === 'string' && !Object.hasOwn(value, 'configuration')))
  );
}

/** `terraform.tfstate`, `terraform state pull`. */
export function isRawState(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value['version'] === 'number' &&
    (typeof value['lineage'] === 'string' || typeof value['serial'] === 'number') &&
    (Array.isArray(value['resources']) || Array.isArray(value['modules']))
  );
}

export function instancesOf(state: JsonObject): readonly StateInstance[] {
  return isRawState(state) ? rawInstances(state) : shownInstances(state);
}

function shownInstances(state: JsonObject): readonly StateInstance[] {
  return stateResources(state['values'], '/values').flatMap(({ resource, pointer }) => {
    const address = textAt(resource, 'address');
    const parts = address === null ? null : addressOf(address);
    if (address === null || parts === null || Object.hasOwn(resource, 'deposed_key')) return [];
    const values = withoutLabelsOf(objectAt(resource, 'values'), resource['sensitive_values']);
    const providerKey = textAt(resource, 'provider_name') ?? '';
    return [{ address, parts, providerKey, values, pointer: `${pointer}/values` }];
  });
}

function rawInstances(state: JsonObject): readonly StateInstance[] {
  return elementsAt(state, 'resources').flatMap((resource, index) => {
    if (!isObject(resource)) return [];
    const module = textAt(resource, 'module');
    const mode = textAt(resource, 'mode') === 'data' ? 'data.' : '';
    const head = `${module === null ? '' : `${module}.`}${mode}${textAt(resource, 'type')}.${textAt(resource, 'name')}`;
    const providerKey = textAt(resource, 'provider') ?? '';
    return elementsAt(resource, 'instances').flatMap((instance, number): readonly StateInstance[] => {
      // What is deposed waits for its deletion: it is not the current object.
      if (!isObject(instance) || Object.hasOwn(instance, 'deposed')) return [];
      const key = instance['index_key'];
      const address = `${head}${typeof key === 'string' || typeof key === 'number' ? keyText(key) : ''}`;
      const parts = addressOf(address);
      if (parts === null || !isObject(instance['attributes'])) return [];
      const pointer = `/resources/${index}/instances/${number}/attributes`;
      const values = withoutLabelsOf(instance['attributes'], marksOf(elementsAt(instance, 'sensitive_attributes')));
      return [{ address, parts, providerKey, values, pointer }];
    });
  });
}
