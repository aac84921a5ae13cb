/** Which bucket replicates to which, across accounts and Regions. The table says the same in words. */
import type { Verdict } from '../../report/model.js';
import { bounded } from '../text/bounded.js';
import { withShortArns } from '../../report/short-arn.js';
import { html, type Markup } from './markup.js';
import type { Page } from './model.js';
import { layoutOf, mostCharacters, type Layout, type Point } from './layout.js';
import { filterAttributes } from './pairs.js';
import { pictureOf, type Arrow } from './picture-model.js';
import { pathText, signs } from './words.js';

const legend: readonly Verdict[] = ['replicates', 'partly', 'fails', 'unknown', 'skipped', 'disabled'];

export function pictureBlock({ pairs }: Page): Markup | null {
  const picture = pictureOf(pairs);
  if (picture.arrows.length === 0) return null;
  const places = layoutOf(picture);
  const used = new Set(picture.arrows.map(({ verdict }) => verdict));
  return html`<section aria-labelledby="picture">
    <h2 id="picture">Which bucket replicates to which</h2>
    <figure>
      <div class="scroll" tabindex="0" role="region" aria-label="Picture; the table below says the same in words">
        ${drawing(places, used)}
      </div>
      <figcaption>
        <ul class="legend">
          ${legend
            .filter((each) => used.has(each))
            .map((each) => html`<li><span class="verdict ${each}" data-sign="${signs[each]}">${each}</span></li>`)}
        </ul>
        ${picture.isByRegion ? html`<p>Each box is a Region of an account with all of its buckets; an arrow has the worst verdict of its pairs.</p>` : null}
        ${picture.leftOut === 0 ? null : html`<p>${picture.leftOut} more arrows are left out; the table has all.</p>`}
      </figcaption>
    </figure>
  </section>`;
}

/** The head of an arrow, in the colour of its verdict. */
function headMarkup(verdict: Verdict): Markup {
  return html`<marker
    id="head-${verdict}"
    class="head ${verdict}"
    viewBox="0 0 10 10"
    refX="9"
    refY="5"
    markerWidth="7"
    markerHeight="7"
    orient="auto-start-reverse"
    ><path d="M0 0L10 5L0 10z"
  /></marker>`;
}

function drawing({ width, height, accounts, regions, boxes, arrows }: Layout, used: ReadonlySet<Verdict>): Markup {
  return html`<svg
    class="picture"
    role="group"
    aria-label="Replication between buckets"
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
  >
    <defs>${[...used].map(headMarkup)}</defs>
    ${accounts.map(
      ({ x, y, width: w, height: h, label }) =>
        html`<rect
            class="account"
            x="${round(x)}"
            y="${round(y)}"
            width="${round(w)}"
            height="${round(h)}"
            rx="8"
          /><text x="${round(x + 8)}" y="${round(y + 16)}">${/^\d/u.test(label) ? `account ${label}` : label}</text>`,
    )}
    ${regions.map(
      ({ x, y, width: w, height: h, label }) =>
        html`<rect
            class="region"
            x="${round(x)}"
            y="${round(y)}"
            width="${round(w)}"
            height="${round(h)}"
            rx="6"
          /><text class="small" x="${round(x + 8)}" y="${round(y + 15)}">${label}</text>`,
    )}
    ${boxes.map(
      ({ x, y, width: w, height: h, box }) =>
        html`<rect
            class="bucket"
            x="${round(x)}"
            y="${round(y)}"
            width="${round(w)}"
            height="${round(h)}"
            rx="4"
          /><text x="${round(x + w / 2)}" y="${round(y + h / 2 + 4.5)}" text-anchor="middle"
            >${bounded(box.label, mostCharacters)}<title>${box.label}</title></text
          >`,
    )}
    ${arrows.map(({ arrow, points }) => arrowMarkup(arrow, points))}
  </svg>`;
}

function arrowMarkup(arrow: Arrow, points: readonly Point[]): Markup {
  const [first] = arrow.pairs;
  const middle = points[Math.floor(points.length / 2)];
  const [start, end] = [points[0], points.at(-1)];
  if (first === undefined || middle === undefined || start === undefined || end === undefined) return html``;
  const path = pathOf(points);
  const count = arrow.pairs.length;
  const name = `${pathText(first.entry)}${count === 1 ? '' : ` and ${count - 1} more`}: ${arrow.verdict}`;
  const { keys } = first.entry;
  const sign = `${signs[arrow.verdict]}${count === 1 ? '' : ` ${count}`}`;
  return html`<a
      href="#${first.id}"
      data-open="${first.id}"
      class="edge ${arrow.verdict}"
      ${filterAttributes(first)}
      aria-label="${name}"
    >
      <title>${name}</title>
      <path class="catch" d="${path}" /><path class="line" d="${path}" marker-end="url(#head-${arrow.verdict})" />
      <rect
        class="plate"
        x="${round(middle.x - 6 - sign.length * 4)}"
        y="${round(middle.y - 10)}"
        width="${12 + sign.length * 8}"
        height="20"
        rx="10"
      />
      <text class="sign" x="${round(middle.x)}" y="${round(middle.y + 5)}" text-anchor="middle">${sign}</text> </a
    >${keyMark(keys?.source, { x: start.x + 4, y: start.y - 6 }, 'start')}
    ${keyMark(keys?.replica, { x: end.x - 20, y: end.y - 6 }, 'end')}`;
}

/** A key where objects are encrypted with one: its whole name shows where the pointer rests. */
function keyMark(keys: readonly string[] = [], { x, y }: Point, anchor: 'start' | 'end'): Markup | null {
  const [key] = keys;
  if (key === undefined) return null;
  const label = `${bounded(keyName(key), 12)}${keys.length === 1 ? '' : ` +${keys.length - 1}`}`;
  const left = anchor === 'start' ? x : x - 16 - label.length * 6.2;
  const symbol = `M${round(left + 6)} ${round(y - 4)}h8m-3 0v3M${round(left)} ${round(y - 4)}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0`;
  return html`<g
    ><title>${keys.join(', ')}</title><path class="key" d="${symbol}" /><text
      class="small"
      x="${round(left + 17)}"
      y="${round(y)}"
      >${label}</text
    ></g
  >`;
}

/** The end of an id, the name of an alias: what tells keys apart. */
function keyName(key: string): string {
  return withShortArns(key)
    .replace(/ in [a-z0-9-]*$/u, '')
    .replace(/^(?:key|alias)\//u, '');
}

/** A curve through the middles between the points. */
function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const at = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;
  const curves = rest.map((point, index) => {
    const next = rest[index + 1];
    if (next === undefined) return `L${at(point)}`;
    return `Q${at(point)} ${at({ x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 })}`;
  });
  return `M${at(first)}${curves.join('')}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
