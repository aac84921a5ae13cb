/** Where people look for what a template says: in the app that made the template, where it is known, else in the template. */
import type { Place } from '../../../estate/locator.js';
import type { Spot } from '../template/marks.js';
import type { Template } from '../template/template.js';
import { type Assembly, plainName } from './assembly.js';
import type { ConstructPath, ConstructPaths } from './construct-paths.js';

interface Start {
  readonly offset: number;
  readonly id: string;
}

export class CodePlaces {
  readonly #paths: ReadonlyMap<string, ConstructPaths>;
  readonly #templates: ReadonlyMap<string, Template>;
  readonly #starts = new Map<string, readonly Start[]>();

  /** @param templates by the names of their files */
  constructor(assemblies: readonly Assembly[], templates: ReadonlyMap<string, Template>) {
    this.#paths = new Map(
      assemblies.flatMap(({ paths }) => [...paths].map(([name, of]) => [plainName(name), of] as const)),
    );
    this.#templates = templates;
  }

  placeOf({ text, offset, address }: Spot): Place {
    const inTemplate = { file: text.name, address, ...text.lineOf(offset) };
    const construct = this.#constructAt(plainName(text.name), offset);
    if (construct === null) return inTemplate;
    if (construct.line === null) return { ...inTemplate, address: construct.path };
    return { ...construct.line, address: `${construct.path} (${text.name}:${inTemplate.line})` };
  }

  /** What metadata says of a nested stack; null = nothing. */
  nestedTemplate(name: string, logicalId: string): string | null {
    return this.#paths.get(plainName(name))?.nestedTemplate(logicalId) ?? null;
  }

  #constructAt(name: string, offset: number): ConstructPath | null {
    const paths = this.#paths.get(name);
    if (paths === undefined) return null;
    let id: string | null = null;
    for (const start of this.#startsIn(name)) {
      if (start.offset > offset) break;
      id = start.id;
    }
    return id === null ? null : paths.get(id);
  }

  /** Where resources begin, in the order of the text. */
  #startsIn(name: string): readonly Start[] {
    let starts = this.#starts.get(name);
    if (starts === undefined) {
      const resources = [...(this.#templates.get(name)?.resources.values() ?? [])];
      starts = resources.map(({ id, keyOffset }) => ({ id, offset: keyOffset })).sort((a, b) => a.offset - b.offset);
      this.#starts.set(name, starts);
    }
    return starts;
  }
}
