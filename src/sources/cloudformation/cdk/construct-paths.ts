/** The constructs of one template: their paths, and the lines of the app that made them. */
import { relative, sep } from 'node:path';
import { isObject, type JsonObject } from '../../shape.js';

export interface AppLine {
  /** Below the working folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface ConstructPath {
  /** `Orders/Source/ReplicationRole/DefaultPolicy/Resource` */
  readonly path: string;
  /** Null where no line of the app is known, or it lies elsewhere. */
  readonly line: AppLine | null;
}

interface Entries {
  readonly logicalId: string | null;
  readonly template: string | null;
  readonly line: AppLine | null;
}

export class ConstructPaths {
  readonly #byLogicalId = new Map<string, ConstructPath>();
  /** Templates of nested stacks, by the logical ids of the resources that make them. */
  readonly #nested = new Map<string, string>();

  /**
   * @param metadata of a stack: lists of entries by construct path
   * @param template of the stack itself
   * @returns by template, those of nested stacks included
   */
  static of(metadata: JsonObject, template: string, workingFolder: string): ReadonlyMap<string, ConstructPaths> {
    const entries = new Map(
      Object.entries(metadata).map(([path, list]) => [path, entriesOf(list, workingFolder)] as const),
    );
    const templates = new Map<string, ConstructPaths>();
    for (const [path, { logicalId }] of entries) {
      if (logicalId === null) continue;
      const name = templateOf(path, entries) ?? template;
      const paths = templates.get(name) ?? new ConstructPaths();
      templates.set(name, paths);
      paths.#byLogicalId.set(logicalId, { path: path.slice(1), line: lineOf(path, entries) });
      // `Replicas.NestedStack/Replicas.NestedStackResource` makes the stack `Replicas` beside it.
      const stack = /^(?<path>.*)\.NestedStack\/[^/]*\.NestedStackResource$/u.exec(path)?.groups?.['path'];
      const nested = stack === undefined ? null : (entries.get(stack)?.template ?? null);
      if (nested !== null) paths.#nested.set(logicalId, nested);
    }
    return templates;
  }

  get(logicalId: string): ConstructPath | null {
    return this.#byLogicalId.get(logicalId) ?? null;
  }

  nestedTemplate(logicalId: string): string | null {
    return this.#nested.get(logicalId) ?? null;
  }
}

function entriesOf(list: unknown, workingFolder: string): Entries {
  let logicalId: string | null = null;
  let template: string | null = null;
  let line: AppLine | null = null;
  for (const entry of Array.isArray(list) ? (list as readonly unknown[]) : []) {
    if (!isObject(entry)) continue;
    const { type, data, trace } = entry;
    if (type === 'aws:cdk:logicalId' && typeof data === 'string') logicalId = data;
    if (type === 'aws:cdk:templateFile' && typeof data === 'string') template = data;
    line ??= userLine(type === 'aws:cdk:creationStack' ? data : trace, workingFolder);
  }
  return { logicalId, template, line };
}

/** The first frame in a file of the app. */
function userLine(frames: unknown, workingFolder: string): AppLine | null {
  for (const frame of Array.isArray(frames) ? (frames as readonly unknown[]) : []) {
    if (typeof frame !== 'string' || frame.length > 4000) continue;
    if (/node_modules|aws-cdk-lib|node:|jsii/u.test(frame)) continue;
    const found =
      /(?:^|[\s(])(?<file>(?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^():]*):(?<line>\d+)(?::(?<column>\d+))?\)?$/u.exec(
        frame,
      )?.groups;
    if (found === undefined) continue;
    const file = relative(workingFolder, (found['file'] ?? '').replace(/^file:\/\//u, ''));
    // A line of another machine, or of another app, is not for people here.
    if (file === '' || file.startsWith('..') || /^(?:[A-Za-z]:|[\\/])/u.test(file)) return null;
    return { file: file.split(sep).join('/'), line: Number(found['line']), column: Number(found['column'] ?? 1) };
  }
  return null;
}

/** What is made while the app is synthesised has no line of its own: the nearest construct around it has. */
function lineOf(path: string, entries: ReadonlyMap<string, Entries>): AppLine | null {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = entries.get(at)?.line ?? entries.get(`${at}/Resource`)?.line;
    if (line !== null && line !== undefined) return line;
  }
  return null;
}

/** Of the nearest stack around the construct. */
function templateOf(path: string, entries: ReadonlyMap<string, Entries>): string | null {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    const template = entries.get(at)?.template ?? null;
    if (template !== null) return template;
  }
  return null;
}
