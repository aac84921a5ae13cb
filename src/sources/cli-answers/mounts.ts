/** Where in the facts each answer stands, and from there back to its file. */
import type { Locator, Place } from '../../estate/locator.js';
import { locate } from '../json/locate.js';
import { jsonTexts, nearestText } from '../json/json-locator.js';
import type { Piece } from './pieces.js';

interface Mount {
  readonly piece: Piece;
  /** The pointer of what stands at `inner` of the file. */
  readonly pointer: string;
  readonly inner: string;
}

export class Mounts implements Locator {
  readonly #mounts = new Map<string, Mount>();

  /** @param pointer - of the answer in the facts */
  add(pointer: string, piece: Piece): void {
    const own = piece.wrapped.reduce((sum, member) => `${sum}/${member}`, pointer);
    this.#mounts.set(pointer, { piece, pointer: own, inner: '' });
  }

  /**
   * A part of an answer that stands alone in the facts.
   * @param inner - the pointer of that part in the file
   */
  addPart(pointer: string, piece: Piece, inner: string): void {
    this.#mounts.set(pointer, { piece, pointer, inner });
  }

  /** The answer that the pointer leads into, or the first one below it. */
  answerAt(pointer: string): { readonly pointer: string; readonly piece: Piece } | null {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const mount = this.#mounts.get(at);
      if (mount !== undefined) return { pointer: at, piece: mount.piece };
      if (at === '') return null;
    }
  }

  placesOf(pointers: Iterable<string>): ReadonlyMap<string, Place> {
    const places = new Map<string, Place>();
    const byPiece = new Map<Piece, { readonly pointer: string; readonly inner: string }[]>();
    for (const pointer of pointers) {
      const mount = this.#mountFor(pointer);
      if (mount === null) continue;
      const wanted = byPiece.get(mount.piece) ?? [];
      byPiece.set(mount.piece, wanted);
      wanted.push({ pointer, inner: innerOf(pointer, mount) });
    }
    for (const [piece, wanted] of byPiece) {
      const found = placesIn(
        piece,
        wanted.map(({ inner }) => inner),
      );
      for (const { pointer, inner } of wanted) {
        const { line, column } = found.get(inner) ?? { line: piece.part?.line ?? 1, column: 1 };
        places.set(pointer, { file: piece.file.name, address: inner, line, column });
      }
    }
    return places;
  }

  excerptOf(pointer: string): string | null {
    const mount = this.#mountFor(pointer);
    if (mount === null || !isJson(mount.piece)) return null;
    const inner = innerOf(pointer, mount);
    return nearestText(textOf(mount.piece), inner);
  }

  /** Policy documents that stand in the files as objects, as texts. */
  textsOf(pointers: readonly string[]): ReadonlyMap<string, string> {
    const texts = new Map<string, string>();
    const byPiece = new Map<Piece, Map<string, string>>();
    for (const pointer of pointers) {
      const mount = this.#mountFor(pointer);
      if (mount === null || !isJson(mount.piece)) continue;
      const wanted = byPiece.get(mount.piece) ?? new Map<string, string>();
      byPiece.set(mount.piece, wanted.set(innerOf(pointer, mount), pointer));
    }
    for (const [piece, wanted] of byPiece)
      for (const [inner, text] of jsonTexts(textOf(piece), wanted.keys())) texts.set(wanted.get(inner) ?? '', text);
    return texts;
  }

  /** What stands above all answers about a thing has the place of the first of them. */
  #mountFor(pointer: string): Mount | null {
    const answer = this.answerAt(pointer);
    if (answer !== null) return this.#mounts.get(answer.pointer) ?? null;
    this.#firstBelow ??= firstBelow(this.#mounts);
    return this.#firstBelow.get(pointer) ?? null;
  }

  #firstBelow: Map<string, Mount> | null = null;
}

function firstBelow(mounts: ReadonlyMap<string, Mount>): Map<string, Mount> {
  const first = new Map<string, Mount>();
  for (const [pointer, mount] of mounts)
    for (let at = pointer; at !== '';) {
      at = at.slice(0, at.lastIndexOf('/'));
      if (!first.has(at)) first.set(at, mount);
    }
  return first;
}

function innerOf(pointer: string, { pointer: own, inner }: Mount): string {
  return pointer.startsWith(`${own}/`) ? `${inner}${pointer.slice(own.length)}` : inner;
}

function isJson({ error, part, placeOf }: Piece): boolean {
  return error === null && placeOf === null && (part === null || /^\s*\{/u.test(part.text));
}

function textOf({ part, file }: Piece): string {
  return part?.text ?? file.text ?? '';
}

function placesIn(piece: Piece, inner: readonly string[]): ReadonlyMap<string, { line: number; column: number }> {
  const { placeOf } = piece;
  if (placeOf !== null) return new Map(inner.map((pointer) => [pointer, placeOf(pointer)]));
  const first = piece.part?.line ?? 1;
  if (!isJson(piece)) return new Map(inner.map((pointer) => [pointer, { line: first, column: 1 }]));
  const found = locate(textOf(piece), inner);
  return new Map([...found].map(([pointer, { line, column }]) => [pointer, { line: line + first - 1, column }]));
}
