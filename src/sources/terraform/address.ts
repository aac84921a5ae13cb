/** Addresses of instances, taken apart: `module.a["k"].module.b[0].data.aws_iam_role.r["x.y"]`. */

export type InstanceKey = string | number | null;

export interface Address {
  readonly modules: readonly { readonly name: string; readonly key: InstanceKey }[];
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly key: InstanceKey;
  /** Attributes behind it, as far as they are plain names. */
  readonly rest: readonly string[];
}

interface Step {
  readonly name: string;
  readonly key: InstanceKey;
}

/** Names between dots, each with the key in brackets behind it. Null where the text is not of that form. */
function stepsIn(text: string): readonly Step[] | null {
  const steps: Step[] = [];
  const step = /(?<name>[\w*-]+)(?:\[(?:(?<number>\d+)|(?<text>"(?:[^"\\]|\\.)*")|\*)\])?(?:\.|$)/uy;
  while (step.lastIndex < text.length) {
    const groups = step.exec(text)?.groups;
    if (groups?.['name'] === undefined) return null;
    steps.push({ name: groups['name'], key: keyOf(groups['number'], groups['text']) });
  }
  return steps;
}

function keyOf(number: string | undefined, text: string | undefined): InstanceKey {
  if (number !== undefined) return Number(number);
  return text === undefined ? null : unquoted(text);
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch (error) {
    // Escapes of HCL that JSON does not have.
    if (error instanceof SyntaxError) return text.slice(1, -1);
    throw error;
  }
}

/** Null where the text is not an address of a resource or data source. */
export function addressOf(text: string): Address | null {
  const steps = stepsIn(text);
  if (steps === null) return null;
  const modules: Step[] = [];
  let at = 0;
  for (; steps[at]?.name === 'module' && steps[at + 1] !== undefined; at += 2) {
    const module = steps[at + 1];
    if (module !== undefined) modules.push(module);
  }
  const mode = steps[at]?.name === 'data' ? 'data' : 'managed';
  if (mode === 'data') at += 1;
  const [type, resource, ...rest] = steps.slice(at);
  if (type === undefined || resource === undefined) return null;
  return {
    modules,
    mode,
    type: type.name,
    name: resource.name,
    key: resource.key,
    rest: rest.map(({ name, key }) => (key === null ? name : `${name}[${String(key)}]`)),
  };
}

/** As Terraform writes a key behind a name. */
export function keyText(key: InstanceKey): string {
  if (key === null) return '';
  return typeof key === 'number' ? `[${key}]` : `[${JSON.stringify(key)}]`;
}

/** The address of a module instance, with a dot behind it; empty for the root. */
export function modulePrefix(modules: Address['modules']): string {
  return modules.map(({ name, key }) => `module.${name}${keyText(key)}.`).join('');
}

/** Without the keys of its modules: as the configuration has it, once for all instances. */
export function configurationAddress({ modules, mode, type, name }: Omit<Address, 'key' | 'rest'>): string {
  const path = modules.map((module) => `module.${module.name}.`).join('');
  return `${path}${mode === 'data' ? 'data.' : ''}${type}.${name}`;
}
