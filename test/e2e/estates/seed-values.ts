/** Careful looks into a snapshot that is to be built, and the ids that the server gave in place of its own. */
export type Raw = Record<string, unknown>;

export function raw(value: unknown): Raw {
  return typeof value === 'object' && value !== null ? (value as Raw) : {};
}
export function rawList(value: unknown): readonly Raw[] {
  return Array.isArray(value) ? value.map(raw) : [];
}
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
export function policyText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export class Mapping {
  readonly #names = new Map<string, string>();

  /** The first answer for a name stands. */
  set(from: string, to: string): void {
    if (from !== '' && from !== to && !this.#names.has(from)) this.#names.set(from, to);
  }

  apply<T>(value: T): T {
    let json = JSON.stringify(value);
    for (const [from, to] of this.#names) json = json.replaceAll(from, to);
    return JSON.parse(json) as T;
  }
}
