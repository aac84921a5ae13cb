/** Careful looks into a snapshot that is to be built, and the ids that the server gave in place of its own. */
export type Raw = Record<string, unknown>;

export const raw = (value: unknown): Raw => (typeof value === 'object' && value !== null ? (value as Raw) : {});
export const rawList = (value: unknown): readonly Raw[] => (Array.isArray(value) ? value.map(raw) : []);
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const policyText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

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
