/** What a plan that is not whole leaves out, as far as it sets up replication. Source: Terraform, "JSON Output Format" 1.2, `deferred_changes`. */
import type { JsonObject } from '../../shape.js';
import type { UnseenKind } from '../../unseen-code.js';
import { addressOf, configurationAddress } from '../address.js';
import { attributesOf } from '../attributes.js';
import { setsUpReplication } from '../sets-up-replication.js';
import type { Configuration } from './configuration.js';
import { elementsAt, objectAt, textAt } from './plan-json.js';

export interface LeftOut {
  readonly kind: UnseenKind;
  /** Without keys, as the configuration has it. */
  readonly address: string;
  readonly why: string;
  /** Into the plan. */
  readonly pointer: string;
}

const deferral = 'the plan defers it';

/**
 * @param planned addresses of what the plan has, without keys
 * @param isChange whether it is laid over what is there: then what else is deferred counts, too
 */
export function leftOutOf(
  plan: JsonObject,
  { resources }: Configuration,
  planned: ReadonlySet<string>,
  isChange: boolean,
): readonly LeftOut[] {
  const found = new Map<string, Omit<LeftOut, 'kind'>>();
  for (const [index, deferred] of elementsAt(plan, 'deferred_changes').entries()) {
    const address = textAt(objectAt(deferred, 'resource_change'), 'address');
    const parts = address === null ? null : addressOf(address);
    if (parts === null) continue;
    const plain = configurationAddress(parts);
    found.set(plain, { address: plain, why: deferral, pointer: `/deferred_changes/${index}` });
  }
  for (const address of resources.keys())
    if (!planned.has(address) && !found.has(address))
      found.set(address, { address, why: 'the plan leaves it out', pointer: '/resource_changes' });
  return [...found.values()].flatMap((one): readonly LeftOut[] => {
    if (isReplication(one.address, resources.get(one.address)?.expressions)) return [{ ...one, kind: 'instances' }];
    return isChange && one.why === deferral && isRead(one.address) ? [{ ...one, kind: 'settings' }] : [];
  });
}

function isRead(address: string): boolean {
  const parts = addressOf(address);
  return parts?.mode === 'managed' && attributesOf('managed', parts.type) !== null;
}

function isReplication(address: string, expressions: JsonObject = {}): boolean {
  const parts = addressOf(address);
  return parts?.mode === 'managed' && setsUpReplication(parts.type, (name) => Object.hasOwn(expressions, name));
}
