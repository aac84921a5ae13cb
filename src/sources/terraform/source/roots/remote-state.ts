/**
 * Outputs of another root module, read from its state: worked out from its code, where that is in the input too and its backend is certainly
 * the one that is read. Source: Terraform Language, "The terraform_remote_state Data Source", "Backend Type: s3", "Backend Type: local".
 */
import { join } from 'node:path/posix';
import { hasStandIn } from '../../../../basics/stand-in.js';
import { Unknown, type Value, type ValueMap } from '../../model.js';
import { isMap, isUnset } from '../../values.js';
import { plainPath, type ModuleConfig } from '../configuration.js';
import type { Attribute } from '../hcl/ast.js';
import type { Scope } from '../hcl/evaluate.js';

/** A root module as others see it. */
export interface Root {
  readonly config: ModuleConfig;
  scope(): Scope;
  valueOf(attribute: Attribute | undefined, scope: Scope): Value | undefined;
  outputs(): ValueMap;
}

export const remoteState = 'data.terraform_remote_state.';

/**
 * The data source with its outputs.
 * @param folder of the root module that reads
 */
export function withOutputs(
  values: ValueMap,
  { address, folder, roots }: { readonly address: string; readonly folder: string; readonly roots: readonly Root[] },
): ValueMap {
  const others = roots.filter(({ config }) => config.folder !== folder);
  const [found, ...more] = others.filter((root) => isRead(values, folder, root));
  if (found === undefined || more.length > 0)
    return {
      ...values,
      outputs: new Unknown(`${address}.outputs`, 'the code whose state it reads is not certainly among the inputs'),
    };
  return { ...values, outputs: withDefaults(found.outputs(), values['defaults']) };
}

/** For outputs that the other root does not have. */
function withDefaults(outputs: ValueMap, defaults: Value | undefined): ValueMap {
  if (!isMap(defaults)) return outputs;
  const missing = Object.keys(defaults).filter((name) => !Object.hasOwn(outputs, name));
  if (missing.length === 0) return outputs;
  const members = Object.getOwnPropertyDescriptors(outputs);
  for (const name of missing)
    members[name] = { value: defaults[name] ?? null, enumerable: true, configurable: true, writable: false };
  return Object.defineProperties({}, members);
}

function isRead(values: ValueMap, folder: string, root: Root): boolean {
  const { backend, config, workspace } = values;
  if (!isUnset(workspace) && workspace !== 'default') return false;
  const read = isMap(config) ? config : {};
  if (backend === 's3') return isSameObject(read, root);
  return backend === 'local' && isSameFile(read, folder, root);
}

/** Both say bucket and key themselves, of AWS. */
function isSameObject(read: ValueMap, root: Root): boolean {
  const own = backendOf(root, 's3');
  if (own === null || ['endpoint', 'endpoints'].some((name) => !isUnset(read[name]) || !isUnset(own[name])))
    return false;
  return ['bucket', 'key'].every((name) => isKnown(read[name]) && read[name] === own[name]);
}

/** Without a backend, the state lies beside the code. */
function isSameFile(read: ValueMap, folder: string, root: Root): boolean {
  const own = root.config.backend === null ? {} : backendOf(root, 'local');
  if (own === null || !isKnown(read['path'])) return false;
  const path = isUnset(own['path']) ? 'terraform.tfstate' : own['path'];
  if (!isKnown(path)) return false;
  // `path.module` is the folder already.
  const from = read['path'].startsWith(`${folder}/`) ? read['path'] : join(folder, read['path']);
  return plainPath(from) === plainPath(join(root.config.folder, path));
}

function isKnown(value: Value | undefined): value is string {
  return typeof value === 'string' && value !== '' && !hasStandIn(value);
}

/** The arguments of the backend; null = it is of another type. What only `terraform init` is given is missing in them. */
function backendOf(root: Root, type: string): ValueMap | null {
  const { backend } = root.config;
  if (backend === null || backend.labels[0] !== type) return null;
  const scope = root.scope();
  return Object.fromEntries(
    [...backend.body.attributes].map(([name, attribute]) => [name, root.valueOf(attribute, scope) ?? null]),
  );
}
