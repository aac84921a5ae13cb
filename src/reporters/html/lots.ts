/**
 * Long lists in lots: a browser lays out those alone that are near the screen. And what is inside a part that opens, as text: a browser
 * that runs scripts takes it in a fraction of the time, and the script of the page builds it when it is opened or printed, or when
 * nothing else is to be done. Where no scripts run, `noscript` is markup like any other.
 */
import { html, type Markup } from './markup.js';

/** So many are shown as they are; more are cut into lots of as many. */
const lotSize = 100;

export function lotsOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / lotSize) }, (_, lot) =>
    items.slice(lot * lotSize, (lot + 1) * lotSize),
  );
}

export function isInFirstLot(index: number): boolean {
  return index < lotSize;
}

/** A list in lots, if it is long. */
export function inLots<T>(items: readonly T[], block: (item: T, index: number) => Markup): Markup {
  const blocks = items.map(block);
  return blocks.length <= lotSize
    ? html`${blocks}`
    : html`${lotsOf(blocks).map((lot) => html`<div class="lot">${lot}</div>`)}`;
}

/**
 * The first lot of a list, and each of the others to open.
 * @param name what several of them are called
 * @param block gets the name of a lot that opens; null for the first
 */
export function firstLotOpen<T>(
  name: string,
  items: readonly T[],
  block: (lot: readonly T[], name: string | null) => Markup,
): Markup {
  return html`${lotsOf(items).map((lot, index) => {
    if (index === 0) return block(lot, null);
    const from = index * lotSize;
    const own = `${name} ${from + 1} to ${from + lot.length}`;
    return html`<details class="inner more">
      <summary>${own} of ${items.length}</summary>
      ${builtLater(html`<div>${block(lot, own)}</div>`)}
    </details>`;
  })}`;
}

/** In a part that opens, the last that stands in it. */
export function builtLater(inside: Markup): Markup {
  return html`<noscript>${inside}</noscript>
    <p class="unbuilt">Scripts of this page are blocked: without them, this part is not shown.</p>`;
}
