/**
 * In which account and Region each provider of a plan works. Providers that differ in their Region only have one account; one that nobody
 * knows is a stand-in, the same for all of them.
 */
import { isAccountId } from '../../../basics/aws-names.js';
import { partitionOfRegion } from '../../../estate/partitions.js';
import { standIn } from '../../../basics/stand-in.js';
import { partsOf } from '../../../estate/arn.js';
import { type JsonObject, isObject } from '../../shape.js';
import { type ProviderPlace, Unknown, type Value } from '../model.js';
import { elementsAt, objectAt } from './plan-json.js';

/** What resources show about the provider that made them. */
export interface Evidence {
  readonly providerKey: string;
  /** The resource's type, with `data.` in front of a data source. */
  readonly type: string;
  readonly values: JsonObject;
}

export interface PlaceOptions {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** Arguments that decide whose credentials are used. */
const credentials = [
  'profile',
  'access_key',
  'assume_role',
  'assume_role_with_web_identity',
  'shared_credentials_files',
  'shared_config_files',
];

export class ProviderPlaces {
  readonly #providers: JsonObject;
  readonly #variables: (name: string, module: string) => unknown;
  readonly #accounts = new Map<string, string>();
  readonly #regions = new Map<string, string>();
  readonly #options: PlaceOptions;
  readonly #places = new Map<string, ProviderPlace>();
  readonly #unknownName: (key: string) => string;
  readonly #areApart: boolean;

  /**
   * @param variables the value of a variable of a module, undefined where it is not known
   * @param options `unknownName`: how people call the place of a provider, other than in other estates; `areApart`: the configuration is not there
   * to show which providers use the same credentials
   */
  constructor(
    providers: JsonObject,
    variables: (name: string, module: string) => unknown,
    options: PlaceOptions & { readonly unknownName: (key: string) => string; readonly areApart?: boolean },
  ) {
    this.#providers = providers;
    this.#variables = variables;
    this.#options = options;
    this.#unknownName = options.unknownName;
    this.#areApart = options.areApart ?? false;
  }

  /** Resources that are there, in the order of their weight: the first that names an account decides. */
  learn({ providerKey, type, values }: Evidence): void {
    const arn = ownArn(values);
    const isOwn = !type.startsWith('data.') || type === 'data.aws_caller_identity';
    const account = type === 'data.aws_caller_identity' ? values['account_id'] : isOwn ? arn?.account : undefined;
    if (typeof account === 'string' && isAccountId(account) && !this.#accounts.has(providerKey))
      this.#accounts.set(providerKey, account);
    // With provider 6 a resource may stand elsewhere than its provider: the Region is only learned where nothing says it.
    const region =
      type === 'data.aws_region' ? (values['region'] ?? values['name']) : isOwn ? regionIn(type, values) : null;
    if (typeof region === 'string' && region !== '' && !this.#regions.has(providerKey))
      this.#regions.set(providerKey, region);
  }

  /** From elsewhere. */
  learnAccount(key: string, account: string): void {
    if (this.#accounts.has(key)) return;
    this.#accounts.set(key, account);
    this.#places.clear();
  }

  of(key: string): ProviderPlace {
    let place = this.#places.get(key);
    if (place === undefined) this.#places.set(key, (place = this.#find(key)));
    return place;
  }

  #find(key: string): ProviderPlace {
    const region = this.#regionOf(key);
    return {
      account: this.#accountOf(key),
      region,
      partition: /^[a-z]/u.test(region) ? partitionOfRegion(region) : 'aws',
    };
  }

  #regionOf(key: string): string {
    const stated = objectAt(this.#expressions(key), 'region');
    const given = this.#value(stated, moduleOf(key));
    if (typeof given === 'string' && given !== '') return given;
    // The one that was given by hand is that of the provider without an alias, where nobody knows what the code says.
    const isElsewhere = Object.keys(stated).length > 0 && key.includes('.', moduleOf(key).length);
    const known = this.#regions.get(key) ?? (isElsewhere ? undefined : this.#options.region);
    return known ?? standIn('region', this.#unknownName(key));
  }

  #accountOf(key: string): string {
    const own = this.#accounts.get(key) ?? this.#declaredAccount(key);
    if (own !== undefined) return own;
    const group = this.#identityOf(key);
    for (const other of this.#keys()) {
      if (other === key || this.#identityOf(other) !== group) continue;
      const account = this.#accounts.get(other) ?? this.#declaredAccount(other);
      if (account !== undefined) return account;
    }
    if (this.#options.account !== undefined) return this.#options.account;
    const first = this.#keys().find((other) => this.#identityOf(other) === group) ?? key;
    return standIn('account', this.#unknownName(first));
  }

  #keys(): readonly string[] {
    return [...new Set([...Object.keys(this.#providers), ...this.#accounts.keys()])];
  }

  #expressions(key: string): JsonObject {
    return objectAt(this.#providers[key], 'expressions');
  }

  /** The same text for providers that use the same credentials; it is compared, and kept nowhere. */
  #identityOf(key: string): string {
    if (this.#areApart) return key;
    const expressions = this.#expressions(key);
    return JSON.stringify(credentials.map((name) => expressions[name] ?? null));
  }

  #declaredAccount(key: string): string | undefined {
    const expressions = this.#expressions(key);
    const module = moduleOf(key);
    const role = this.#assumedRole(expressions, module);
    const account = typeof role === 'string' ? partsOf(role)?.account : undefined;
    if (account !== undefined && isAccountId(account)) return account;
    const allowed = this.#value(objectAt(expressions, 'allowed_account_ids'), module);
    const [only] = Array.isArray(allowed) && allowed.length === 1 ? (allowed as readonly unknown[]) : [];
    return typeof only === 'string' && isAccountId(only) ? only : undefined;
  }

  /** Blocks of `aws`, of which the last one counts, or an object of `awscc`. */
  #assumedRole(expressions: JsonObject, module: string): unknown {
    const assumed = elementsAt(expressions, 'assume_role').at(-1);
    if (isObject(assumed)) return this.#value(objectAt(assumed, 'role_arn'), module);
    const whole = this.#value(objectAt(expressions, 'assume_role'), module);
    return isObject(whole) ? whole['role_arn'] : undefined;
  }

  #value(expression: JsonObject, module: string): unknown {
    if (Object.hasOwn(expression, 'constant_value')) return expression['constant_value'];
    const references = elementsAt(expression, 'references');
    const name = /^var\.(?<name>[\w-]+)$/u.exec(typeof references[0] === 'string' ? references[0] : '')?.groups?.[
      'name'
    ];
    return name === undefined || references.length > 1 ? undefined : this.#variables(name, module);
  }
}

/**
 * The parts of a resource's ARN where it stands in the account that made it. Those of Organizations name the management account, and an
 * account that acts for it may have made them.
 */
export function ownArn(values: JsonObject): ReturnType<typeof partsOf> {
  const arn = typeof values['arn'] === 'string' ? partsOf(values['arn']) : null;
  return arn?.service === 'organizations' ? null : arn;
}

/** Where a resource of provider 6 stands: its own Region, if it has one; one that nobody knows need not be the provider's. */
export function inRegion(place: ProviderPlace, region: Value | undefined): ProviderPlace {
  if (region instanceof Unknown) return { ...place, region: standIn('region', region.address) };
  return typeof region === 'string' && region !== '' ? { ...place, region } : place;
}

/** `module.a.module.b:aws.west` → `module.a.module.b.`; empty for the root. */
function moduleOf(key: string): string {
  const colon = key.indexOf(':');
  return colon < 0 ? '' : `${key.slice(0, colon)}.`;
}

/** Regional ARNs, and a bucket's own Region. */
function regionIn(type: string, values: JsonObject): unknown {
  if (type === 'aws_s3_bucket') return values['bucket_region'] ?? values['region'];
  return typeof values['arn'] === 'string' ? partsOf(values['arn'])?.region : undefined;
}
