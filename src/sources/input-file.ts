/** One file of the input, as it was read; what it holds as JSON is parsed once for all who look. */

interface FileFacts {
  /** For people: the path as given, or below a folder that was given; `-` for standard input. */
  readonly name: string;
  /** The input that it belongs to, as given: the file itself, or a folder. */
  readonly given: string;
  /** UTF-8 or UTF-16, unpacked; null where the bytes are not text. */
  readonly text: string | null;
  /** Only where they are not text. */
  readonly bytes: Uint8Array | null;
}

export class InputFile implements FileFacts {
  readonly name: string;
  readonly given: string;
  readonly text: string | null;
  readonly bytes: Uint8Array | null;
  #json: { readonly value: unknown } | null | undefined;

  constructor({ name, given, text, bytes }: FileFacts) {
    this.name = name;
    this.given = given;
    this.text = text;
    this.bytes = bytes;
  }

  static ofText(name: string, text: string): InputFile {
    return new InputFile({ name, given: name, text, bytes: null });
  }

  /** Whether it was named itself, rather than found in a folder. */
  get isNamed(): boolean {
    return this.name === this.given;
  }

  /** The JSON value; null where it is none. */
  get json(): { readonly value: unknown } | null {
    this.#json ??= parse(this.text);
    return this.#json;
  }
}

function parse(text: string | null): { readonly value: unknown } | null {
  if (text === null || !/^\s*[[{"\d\-tfn]/.test(text)) return null;
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
