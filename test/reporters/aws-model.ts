/** The model of an AWS API, as botocore ships it, and whether a value fits a shape of it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { isThere, ownTool } from '../tools/own-tool.js';

interface Shape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly required?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

export type Shapes = Readonly<Record<string, Shape>>;

/** botocore comes with moto. */
function modelOf(service: string, version: string): string | undefined {
  const lib = ownTool('moto', 'lib');
  return (lib === null ? [] : readdirSync(lib))
    .map((python) => `${lib}/${python}/site-packages/botocore/data/${service}/${version}/service-2.json.gz`)
    .find((each) => existsSync(each));
}

/** @returns null if moto cannot be installed: with `CI` set that fails, otherwise the test says so */
export function shapesOf(service: string, version: string): Shapes | null {
  const path = modelOf(service, version);
  if (path !== undefined)
    return (JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as { readonly shapes: Shapes }).shapes;
  isThere(
    false,
    `botocore’s model of ${service} is missing: scripts/setup-moto.sh could not install it.`,
    `WHAT IS SENT TO ${service.toUpperCase()} IS NOT CHECKED AGAINST ITS MODEL.`,
  );
  return null;
}

/** What does not fit, each with its place; empty = all fits. Members that the model does not have do not fit. */
export function faultsOf(shapes: Shapes, name: string, value: unknown, at = ''): readonly string[] {
  const shape = shapes[name];
  if (shape === undefined) return [`${at}: the model has no shape ${name}`];
  switch (shape.type) {
    case 'structure':
      return structureFaults(shapes, shape, value, at);
    case 'list':
      if (!Array.isArray(value)) return [`${at}: no list`];
      return [
        ...lengthFaults(shape, value.length, at),
        ...value.flatMap((each, index) => faultsOf(shapes, shape.member?.shape ?? '', each, `${at}[${index}]`)),
      ];
    case 'map':
      if (!isObject(value)) return [`${at}: no map`];
      return Object.entries(value).flatMap(([key, each]) => [
        ...faultsOf(shapes, shape.key?.shape ?? '', key, `${at} key`),
        ...faultsOf(shapes, shape.value?.shape ?? '', each, `${at}.${key}`),
      ]);
    case 'string':
      return textFaults(shape, value, at);
    case 'boolean':
      return typeof value === 'boolean' ? [] : [`${at}: no boolean`];
    default:
      return typeof value === 'number' ? [] : [`${at}: no number`];
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function structureFaults(shapes: Shapes, shape: Shape, value: unknown, at: string): readonly string[] {
  if (!isObject(value)) return [`${at}: no structure`];
  const members = shape.members ?? {};
  return [
    ...(shape.required ?? []).filter((name) => value[name] === undefined).map((name) => `${at}.${name}: missing`),
    ...Object.entries(value).flatMap(([name, each]) => {
      const member = members[name];
      return member === undefined ? [`${at}.${name}: unknown`] : faultsOf(shapes, member.shape, each, `${at}.${name}`);
    }),
  ];
}

function lengthFaults({ min = 0, max = Infinity }: Shape, length: number, at: string): readonly string[] {
  return length < min || length > max ? [`${at}: ${length} of ${min} to ${max}`] : [];
}

function textFaults(shape: Shape, value: unknown, at: string): readonly string[] {
  if (typeof value !== 'string') return [`${at}: no text`];
  // AWS matches all of the text, and its dot matches no line feed.
  const fits = shape.pattern === undefined || new RegExp(`^(?:${shape.pattern})$`, 'u').test(value);
  return [
    ...(fits ? [] : [`${at}: does not match ${shape.pattern ?? ''}`]),
    ...(shape.enum === undefined || shape.enum.includes(value) ? [] : [`${at}: none of ${shape.enum.join(', ')}`]),
  ];
}
