/** Rows of CSV of any size. A quoted field may hold commas, quotes and line breaks. */

export const longestRow = 100_000;

export class CsvSplitter {
  readonly #take: (fields: readonly string[]) => void;
  readonly #decoder = new TextDecoder();
  #rest = '';
  #skipped = 0;

  constructor(take: (fields: readonly string[]) => void) {
    this.#take = take;
  }

  get skipped(): number {
    return this.#skipped;
  }

  write(chunk: Uint8Array): void {
    const text = this.#rest + this.#decoder.decode(chunk, { stream: true });
    let start = 0;
    let isQuoted = false;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 0x22) isQuoted = !isQuoted;
      else if (code === 0x0a && (!isQuoted || at - start > longestRow)) {
        this.#row(text.slice(start, at));
        start = at + 1;
        isQuoted = false;
      }
    }
    this.#rest = text.slice(start);
    if (this.#rest.length <= longestRow) return;
    this.#rest = '';
    this.#skipped += 1;
  }

  end(): void {
    if (this.#rest.trim() !== '') this.#row(this.#rest);
    this.#rest = '';
  }

  #row(text: string): void {
    if (text.trim() === '') return;
    if (text.length > longestRow) this.#skipped += 1;
    else this.#take(fieldsOf(text.endsWith('\r') ? text.slice(0, -1) : text));
  }
}

function fieldsOf(row: string): readonly string[] {
  const fields: string[] = [];
  for (const [, quoted, plain] of row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/gu))
    fields.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
  return fields;
}
