/**
 * What the service authorization reference says of actions and condition keys, for the services that replication touches.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/, see the generated table for its version.
 */
import { lowerAscii } from '../ascii-case.js';
import { matchesGlob, parseGlob } from '../strings/index.js';
import { globalKeys } from './global-keys.js';
import { nearest } from './nearest.js';
import { services } from './services.generated.js';

export interface ActionFacts {
  /** `s3:ReplicateObject`. */
  readonly name: string;
  readonly service: string;
  /** `Read`, `Write`, `List`, `Tagging`, `Permissions management`. */
  readonly accessLevel: string;
  /** `bucket`, `object`, `key`, …; none = the action takes only `*`. */
  readonly resourceTypes: readonly string[];
  /** As the reference writes them. */
  readonly conditionKeys: readonly string[];
}

interface IndexedAction extends ActionFacts {
  readonly exactKeys: ReadonlySet<string>;
  /** Beginnings of key families, lower case: `s3:existingobjecttag/`. */
  readonly families: readonly string[];
}

const actions = new Map<string, IndexedAction>();
const knownKeys = new Map<string, string>();
const knownFamilies = new Set<string>();
const knownServices = new Set<string>();

/** `kms:EncryptionContext:${Key}` and `s3:ExistingObjectTag/<key>` are families: everything before the placeholder, lower case. */
function familyOf(key: string): string | null {
  const at = key.search(/[$<]/u);
  return at < 0 ? null : lowerAscii(key.slice(0, at));
}

for (const table of services) {
  knownServices.add(table.service);
  for (const [name, accessLevel, resourceTypes, indices] of table.actions) {
    const conditionKeys = indices.map((index) => table.conditionKeys[index] ?? '');
    actions.set(lowerAscii(`${table.service}:${name}`), {
      name: `${table.service}:${name}`,
      service: table.service,
      accessLevel,
      resourceTypes: resourceTypes === '' ? [] : resourceTypes.split(' '),
      conditionKeys,
      exactKeys: new Set(conditionKeys.filter((key) => familyOf(key) === null).map((key) => lowerAscii(key))),
      families: conditionKeys.flatMap((key) => familyOf(key) ?? []),
    });
  }
  for (const key of table.conditionKeys) {
    const family = familyOf(key);
    if (family === null) knownKeys.set(lowerAscii(key), key);
    else knownFamilies.add(family);
  }
}
for (const key of globalKeys) {
  if (key.endsWith('/')) knownFamilies.add(key);
  else if (!knownKeys.has(key)) knownKeys.set(key, key);
}

/** Facts of an action by its name, without regard to case. */
export function findAction(name: string): ActionFacts | undefined {
  return actions.get(lowerAscii(name));
}

/** Whether the tables hold this service at all; of others nothing can be said. */
export function isKnownService(service: string): boolean {
  return knownServices.has(lowerAscii(service));
}

export function actionNames(): readonly string[] {
  return Array.from(actions.values(), (action) => action.name);
}

const matching = new Map<string, readonly string[]>();
const maxRemembered = 2000;

/** Real action names that a pattern reaches, within the known services. */
export function actionsMatching(pattern: string): readonly string[] {
  const remembered = matching.get(pattern);
  if (remembered !== undefined) return remembered;
  const glob = parseGlob(pattern, { ignoreCase: true });
  const exact = glob.shape.kind === 'literal' ? actions.get(glob.shape.text) : undefined;
  const found = exact === undefined ? actionNames().filter((name) => matchesGlob(glob, name)) : [exact.name];
  if (matching.size < maxRemembered) matching.set(pattern, found);
  return found;
}

/**
 * Whether requests for an action can carry a condition key (lower case). Null where the tables cannot say: another service's
 * action or key. Keys of `aws:` come with every request, or not, whatever the action is.
 */
export function actionCarriesKey(action: string, key: string): boolean | null {
  if (key.startsWith('aws:')) return true;
  const facts = actions.get(lowerAscii(action));
  if (facts === undefined || !knownServices.has(key.slice(0, key.indexOf(':')))) return null;
  return facts.exactKeys.has(key) || facts.families.some((family) => key.startsWith(family));
}

/** Null where the key's service is none of the tables'. */
export function isKnownConditionKey(key: string): boolean | null {
  const lower = lowerAscii(key);
  const service = lower.slice(0, lower.indexOf(':'));
  if (service !== 'aws' && !knownServices.has(service)) return null;
  return (
    knownKeys.has(lower) ||
    [...knownFamilies].some((family) => lower.startsWith(family) && lower.length > family.length)
  );
}

/** The real action whose name is closest, for "did you mean". */
export function nearestAction(name: string): string | null {
  return nearest(
    name,
    actionNames().filter((each) => each.startsWith(`${lowerAscii(name.slice(0, name.indexOf(':')))}:`)),
  );
}

export function nearestConditionKey(key: string): string | null {
  return nearest(key, [...knownKeys.values(), ...[...knownFamilies].map((family) => `${family}…`)]);
}
