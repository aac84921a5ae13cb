/**
 * Cloud assemblies of the CDK (`cdk.out`): which template is which stack, where it goes, and in which line of the app each resource was made.
 * Members that a version lacks or adds are passed over.
 * Source: @aws-cdk/cloud-assembly-schema; assemblies of aws-cdk-lib 2.276.
 */
import { isAccountId } from '../../../basics/aws-names.js';
import { dirname, join, normalize } from 'node:path/posix';
import type { InputFile } from '../../input-file.js';
import { isObject, type JsonObject } from '../../shape.js';
import { speaksOfBuckets } from '../../unseen-code.js';
import type { Source } from '../source.js';
import { textOfFile } from '../template/template.js';
import type { UnseenPart } from '../values/scope.js';
import { ConstructPaths } from './construct-paths.js';

export interface AssemblyStack {
  /** The template, as its file is called. */
  readonly file: string;
  readonly stated: NonNullable<Source['stated']>;
}

export interface Assembly {
  /** Of the manifest; no slash at its end. */
  readonly folder: string;
  readonly stacks: readonly AssemblyStack[];
  /** Those of nested stacks included, by the names of their templates. */
  readonly paths: ReadonlyMap<string, ConstructPaths>;
  readonly notes: readonly string[];
  /** Stacks whose templates are not in the input, and which may set up replication. */
  readonly unseen: readonly UnseenPart[];
}

export function isManifest({ name, json }: InputFile): boolean {
  if (!/(?:^|[/\\])manifest\.json$/u.test(name) && name !== '-') return false;
  const value = json?.value;
  return isObject(value) && typeof value['version'] === 'string' && isObject(value['artifacts']);
}

/** What construct paths are made from: a map from them to lists of entries. */
export function isMetadata({ name, json }: InputFile): boolean {
  if (!name.endsWith('.metadata.json')) return false;
  const value = json?.value;
  return isObject(value) && Object.entries(value).every(([path, list]) => path.startsWith('/') && Array.isArray(list));
}

/** @param workingFolder absolute; lines of the app are only shown for files in it */
export function assembliesIn(files: readonly InputFile[], workingFolder: string): readonly Assembly[] {
  const byName = new Map(files.map((file) => [plainName(file.name), file]));
  return files.filter(isManifest).map((file) => assemblyOf(file, byName, workingFolder));
}

export function plainName(name: string): string {
  return normalize(name.replaceAll('\\', '/'));
}

function assemblyOf(file: InputFile, byName: ReadonlyMap<string, InputFile>, workingFolder: string): Assembly {
  const folder = dirname(plainName(file.name));
  const manifest = file.json?.value;
  const artifacts = isObject(manifest) && isObject(manifest['artifacts']) ? manifest['artifacts'] : {};
  const stacks: AssemblyStack[] = [];
  const paths = new Map<string, ConstructPaths>();
  const notes: string[] = [];
  const unseen: UnseenPart[] = [];
  for (const [id, artifact] of Object.entries(artifacts)) {
    if (!isObject(artifact) || artifact['type'] !== 'aws:cloudformation:stack') continue;
    const properties = memberObject(artifact, 'properties');
    const template = textOf(properties['templateFile']);
    const path = template === null ? null : fileIn(folder, template);
    const found = path === null ? undefined : byName.get(path);
    if (path === null || found === undefined) {
      if (speaksOfBuckets(id)) {
        const spot = { text: textOfFile(file.name, ''), offset: 0, address: id };
        unseen.push({ kind: 'code', address: id, why: 'it is not in the input', spot });
      } else
        notes.push(
          `${file.name} names the stack ${id}, whose template is not in the input: what it makes is not known.`,
        );
      continue;
    }
    stacks.push({ file: found.name, stated: statedBy(id, artifact, properties) });
    const metadata = metadataOf(artifact, folder, byName);
    for (const [nested, of] of ConstructPaths.of(metadata, template ?? '', workingFolder)) {
      const name = fileIn(folder, nested);
      if (name !== null) paths.set(byName.get(name)?.name ?? name, of);
    }
  }
  return { folder, stacks, paths, unseen, notes: [...notes, ...missingLookups(manifest, file.name)] };
}

/** Null where a name leads out of the folder. */
function fileIn(folder: string, name: string): string | null {
  const path = normalize(join(folder, name));
  return name.startsWith('/') || path.startsWith('..') || (folder !== '.' && !path.startsWith(`${folder}/`))
    ? null
    : path;
}

function statedBy(id: string, artifact: JsonObject, properties: JsonObject): AssemblyStack['stated'] {
  const [, account = '', region = ''] = /^aws:\/\/([^/]+)\/(.+)$/u.exec(textOf(artifact['environment']) ?? '') ?? [];
  const parameters = memberObject(properties, 'parameters');
  return {
    ...(isAccountId(account) ? { account } : {}),
    ...(region === '' || region === 'unknown-region' ? {} : { region }),
    // The name of a stack in a stage differs from the id of its artifact: `Prod/Far` is called `Prod-Far`.
    stackName: textOf(properties['stackName']) ?? textOf(artifact['displayName'])?.replaceAll('/', '-') ?? id,
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
  };
}

/** In a file of its own; older versions have it in the manifest. */
function metadataOf(artifact: JsonObject, folder: string, byName: ReadonlyMap<string, InputFile>): JsonObject {
  const name = textOf(artifact['additionalMetadataFile']);
  const path = name === null ? null : fileIn(folder, name);
  const value = path === null ? undefined : byName.get(path)?.json?.value;
  return { ...memberObject(artifact, 'metadata'), ...(isObject(value) ? value : {}) };
}

/** Values that the app looked up, and the CDK answered with dummies. */
function missingLookups(manifest: unknown, name: string): readonly string[] {
  const missing = isObject(manifest) ? manifest['missing'] : undefined;
  if (!Array.isArray(missing) || missing.length === 0) return [];
  return [
    `${name} was made without ${missing.length} value${missing.length === 1 ? '' : 's'} that the app looks up: its templates hold placeholders. Run \`cdk synth\` with credentials, and audit the new assembly.`,
  ];
}

function memberObject(of: JsonObject, name: string): JsonObject {
  const member = of[name];
  return isObject(member) ? member : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
