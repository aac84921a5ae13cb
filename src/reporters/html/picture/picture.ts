/** Which bucket replicates to which, across accounts and Regions. The table says the same in words. */
import { counted } from '../../../basics/counted.js';
import { groupBy } from '../../../basics/group-by.js';
import { verdicts, type Verdict } from '../../../report/model.js';
import { withShortArns } from '../../../report/short-arn.js';
import { bounded, boundedMiddle } from '../../text/bounded.js';
import { html, type Markup } from '../markup.js';
import { layoutOf } from './layout.js';
import type { Arrow, Picture, Scale } from './model.js';
import { mostCharacters, type Layout } from './shapes.js';
import { lead, rounded, routesOf, type End, type Route } from './routes.js';
import { nameText, pathText, signs, verdictMark } from '../words.js';

export function pictureBlock(picture: Picture): Markup | null {
  if (picture.arrows.length === 0) return null;
  const used = new Set(picture.arrows.map(({ verdict }) => verdict));
  const shown = verdicts.filter((each) => used.has(each));
  return html`<section aria-labelledby="picture">
    <h2 id="picture">Which bucket replicates to which</h2>
    <figure>
      <div class="scroll" tabindex="0" role="region" aria-label="Picture; the table below says the same in words">
        ${drawing(layoutOf(picture), { scale: picture.scale, shown })}
      </div>
      <figcaption>
        <ul class="legend">
          ${shown.map((each) => html`<li>${verdictMark(each)}</li>`)}
        </ul>
        <p class="faint on-screen">${captionText(picture)}</p>
      </figcaption>
    </figure>
  </section>`;
}

const boxWords: Readonly<Record<Scale, string>> = {
  bucket: 'An arrow opens its replication rule.',
  region: 'There are too many buckets for a box each: a box is a Region of an account.',
  account: 'There are too many buckets for a box each: a box is an account.',
};

function captionText({ scale, isTwoSided, arrows, leftOut }: Picture): string {
  const sides = isTwoSided ? ' Sources are on the left, destinations on the right.' : '';
  const several = arrows.some(({ pairs }) => pairs.length > 1)
    ? ' With a number, an arrow stands for several replication rules, has the worst verdict of them, and shows them in the table.'
    : '';
  const rest = leftOut === 0 ? '' : ` ${counted(leftOut, 'more arrow')}, the healthiest, left out; the table has all.`;
  return `${boxWords[scale]}${sides}${several}${rest}`;
}

interface Look {
  readonly scale: Scale;
  readonly shown: readonly Verdict[];
}

/** Attributes say how it is drawn where a server refuses the style sheet; otherwise the style sheet does. */
function drawing(places: Layout, { scale, shown }: Look): Markup {
  const { width, height, groups, boxes } = places;
  const routes = routesOf(places);
  const right = Math.max(width, ...routes.map(({ sign }) => sign.x + 30));
  return html`<svg
    class="picture${height > width * 1.1 ? ' tall' : ''}"
    role="group"
    aria-label="Replication between ${scale === 'region' ? 'Regions' : `${scale}s`}"
    width="${rounded(right)}"
    height="${height}"
    viewBox="0 0 ${rounded(right)} ${height}"
    fill="none"
    stroke="currentColor"
  >
    <defs>${shown.map(headMarkup)}</defs>
    ${groups.map(
      (area) =>
        html`<rect class="group-${area.depth}" ${cornersOf(area)} rx="8" />
          <text class="${area.depth === 0 ? 'account' : 'small'}" ${textAt(area.x + 9, area.y + 17)}
            >${area.label}</text
          >`,
    )}
    ${boxes.map(
      (area) =>
        html`<rect class="bucket" ${cornersOf(area)} rx="4" />
          <text ${textAt(area.x + area.width / 2, area.y + area.height / 2 + 4.5)} text-anchor="middle"
            >${boundedMiddle(area.box.label, mostCharacters)}<title>${nameText(area.box.label)}</title></text
          >`,
    )}
    ${routes.map((route) => arrowMarkup(route, scale))} ${scale === 'account' ? null : keyMarks(routes)}
  </svg>`;
}

function cornersOf({ x, y, width, height }: Layout['boxes'][number] | Layout['groups'][number]): Markup {
  return html`x="${rounded(x)}" y="${rounded(y)}" width="${rounded(width)}" height="${rounded(height)}"`;
}

function textAt(x: number, y: number): Markup {
  return html`x="${rounded(x)}" y="${rounded(y)}" fill="currentColor" stroke="none"`;
}

/** The head of an arrow, in the colour of its verdict. */
function headMarkup(verdict: Verdict): Markup {
  return html`<marker
    id="head-${verdict}"
    class="head ${verdict}"
    viewBox="0 0 10 10"
    refX="9"
    refY="5"
    markerWidth="6"
    markerHeight="6"
    orient="auto-start-reverse"
    fill="currentColor"
    stroke="none"
    ><path d="M0 0L10 5L0 10z"
  /></marker>`;
}

function arrowMarkup({ arrow, path, sign }: Route, scale: Scale): Markup {
  const { verdict, pairs } = arrow;
  const [first] = pairs;
  if (first === undefined) return html``;
  const text = `${signs[verdict]}${pairs.length === 1 ? '' : ` ${pairs.length}`}`;
  const half = 8 + text.length * 4;
  const name = nameOf(arrow, scale);
  const target =
    pairs.length === 1
      ? html`href="#${first.id}" data-open="${first.id}"`
      : html`href="#rules" data-several="${arrow.id}"`;
  return html`<a ${target} id="${arrow.id}" class="edge ${verdict}" aria-label="${name}">
    <title>${name}</title>
    <path class="catch" d="${path}" stroke="none" /><path class="line" d="${path}" marker-end="url(#head-${verdict})" />
    <rect
      class="plate"
      x="${rounded(sign.x - half)}"
      y="${rounded(sign.y - 10)}"
      width="${half * 2}"
      height="20"
      rx="10"
      fill="white"
    />
    <text class="sign" ${textAt(sign.x, sign.y + 4.5)} text-anchor="middle">${text}</text>
  </a>`;
}

/** What a screen reader says, and a pointer that rests on it shows. */
function nameOf({ pairs, verdict }: Arrow, scale: Scale): string {
  const [first] = pairs;
  if (first === undefined) return '';
  if (pairs.length === 1) return `${pathText(first.entry)}: ${verdict}`;
  const { source, destination } = first.entry;
  const account = (ref: typeof destination): string => ref?.account ?? 'account not known';
  const region = (ref: typeof destination): string => ref?.region ?? 'Region not known';
  const ends: Readonly<Record<Scale, string>> = {
    bucket: pathText(first.entry),
    region: `${account(source)} ${region(source)} → ${account(destination)} ${region(destination)}`,
    account: `${account(source)} → ${account(destination)}`,
  };
  return `${ends[scale]}: ${pairs.length} replication rules, the worst ${verdict}`;
}

interface Mark {
  readonly at: End;
  readonly keys: readonly string[];
}

/** A key at the end of an arrow where objects are encrypted with one; arrows that meet share it. */
function keyMarks(routes: readonly Route[]): readonly (Markup | null)[] {
  const ends = routes.flatMap(({ arrow, start, end }): readonly Mark[] => [
    { at: start, keys: arrow.pairs.flatMap(({ entry }) => entry.keys?.source ?? []) },
    { at: end, keys: arrow.pairs.flatMap(({ entry }) => entry.keys?.replica ?? []) },
  ]);
  const bySide = groupBy(ends, ({ at }) => `${at.side} ${at.box}`);
  return [...bySide.values()].map((marks) => keyMark(marks));
}

/** Its whole name shows where the pointer rests. */
function keyMark(marks: readonly Mark[]): Markup | null {
  const [first] = marks;
  const keys = [...new Set(marks.flatMap((mark) => mark.keys))];
  const [key] = keys;
  if (first === undefined || key === undefined) return null;
  const { x, side } = first.at;
  const [left, up] = [side === 'right' ? x + 3 : x - lead - 2, Math.min(...marks.map(({ at }) => at.y)) - 6];
  const label = keys.length === 1 ? keyName(key) : `${keys.length} keys`;
  const symbol = `M${rounded(left + 6)} ${rounded(up - 4)}h8m-3 0v3M${rounded(left)} ${rounded(up - 4)}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0`;
  return html`<g
    ><title>${keys.slice(0, 20).join(', ')}${keys.length > 20 ? ' …' : ''}</title
    ><path class="key" d="${symbol}" /><text class="small" ${textAt(left + 17, up)}>${label}</text></g
  >`;
}

/** The beginning of an id, the name of an alias: what tells keys apart. */
function keyName(key: string): string {
  const name = withShortArns(key)
    .replace(/ in [a-z0-9-]*$/u, '')
    .replace(/^(?:key|alias)\//u, '');
  return bounded(name, 12);
}
