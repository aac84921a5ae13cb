/**
 * Stand-ins: texts for values that code does not hold. A stand-in is ordinary text as far as it is stored, joined and compared, and stands
 * alone or inside of longer text (`arn:aws:s3:::` + stand-in + `/*`). The policy room recognises it and answers only what holds for every
 * value that it could have; people see its address.
 *
 * It is written in code points that Unicode keeps for a program's own use, and holds a number that is drawn anew for each process: text of a
 * file, whatever it holds, is never taken for one.
 * Source: Unicode Standard, section 23.7, "Noncharacters" (U+FDD0..U+FDEF).
 */

/** What AWS or a tool will choose a value for. */
export type StandInKind = 'bucket' | 'role' | 'policy' | 'key' | 'mrk-key' | 'account' | 'region' | 'text';

export interface StandIn {
  readonly kind: StandInKind;
  /**
   * Whether it could have any value of its kind, also one that something else has. Otherwise it is a new name, which AWS or a tool makes up:
   * no literal text and no other stand-in is equal to it.
   */
  readonly isOpen: boolean;
  /** As the code calls the value. */
  readonly address: string;
}

/** One stretch of a text. */
export type Stretch =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'stand-in'; readonly text: string; readonly standIn: StandIn }
  /** Characters of stand-ins that make none: no text has them. */
  | { readonly kind: 'stray'; readonly text: string };

const kinds: readonly StandInKind[] = ['bucket', 'role', 'policy', 'key', 'mrk-key', 'account', 'region', 'text'];

/** Sixteen code points are digits; three others stand around and between them. */
const firstDigit = 0xfdd0;
const [start, middle, end] = ['\ufde0', '\ufde1', '\ufde2'];
const anyOfThem = /[\ufdd0-\ufdef]/u;
const stretches = /\ufde0[\ufdd0-\ufddf]+\ufde1[\ufdd0-\ufddf]+\ufde2|[\ufdd0-\ufdef]|[^\ufdd0-\ufdef]+/gu;

let isAnyMade = false;
let ofThisProcess: string | null = null;

/** Made when it is first asked for: loading what it takes is slow. */
function thisProcess(): string {
  ofThisProcess ??= digitsOf(crypto.getRandomValues(new Uint8Array(12)));
  return ofThisProcess;
}

/** Longer addresses are cut, and end in a checksum. */
const maxAddress = 96;

/**
 * A value that AWS or a tool will choose. Accounts and Regions are chosen among those that exist: two different stand-ins, or one and a
 * literal, may be the same. Of the other kinds each is a new name, equal to itself alone.
 * @param address unique in the estate; the same kind and address give the same text
 */
export function standIn(kind: StandInKind, address: string): string {
  const text = write({ kind, isOpen: kind === 'account' || kind === 'region', address });
  return kind === 'mrk-key' ? `mrk-${text}` : text;
}

/** A value that could be anything: a parameter without a value, an import, an attribute that is not known. */
export function openText(address: string): string {
  return write({ kind: 'text', isOpen: true, address });
}

export function hasStandIn(text: string): boolean {
  return anyOfThem.test(text);
}

/** Whether this process has made any: where it has not, no text holds one. */
export function areThereStandIns(): boolean {
  return isAnyMade;
}

/** Whether a value in the text could be what something else has, too: a match that is not certain is then no fault. */
export function holdsOpenValue(text: string): boolean {
  return anyOfThem.test(text) && stretchesOf(text).some((each) => each.kind === 'stray' || isOpenStretch(each));
}

/** The address of the open value that the text is as a whole; null where it is anything else. */
export function openValueOf(text: string): string | null {
  const [only, ...others] = stretchesOf(text);
  return only?.kind === 'stand-in' && only.standIn.isOpen && others.length === 0 ? only.standIn.address : null;
}

function isOpenStretch(stretch: Stretch): boolean {
  return stretch.kind === 'stand-in' && stretch.standIn.isOpen;
}

/** The text in stretches; an ordinary one is a single stretch. */
export function stretchesOf(text: string): readonly Stretch[] {
  if (!anyOfThem.test(text)) return [{ kind: 'text', text }];
  return cutBefore.get(text) ?? kept(cutBefore, text, cutAnew(text));
}

function cutAnew(text: string): readonly Stretch[] {
  return (text.match(stretches) ?? []).map((stretch): Stretch => {
    if (!anyOfThem.test(stretch)) return { kind: 'text', text: stretch };
    const found = read(stretch);
    return found === null ? { kind: 'stray', text: stretch } : { kind: 'stand-in', text: stretch, standIn: found };
  });
}

/** Addresses of the stand-ins in a text, each once. */
export function addressesIn(text: string): readonly string[] {
  const all = stretchesOf(text).flatMap((each) => (each.kind === 'stand-in' ? [each.standIn.address] : []));
  return [...new Set(all)];
}

/** The text for people: the address in place of each stand-in. */
export function nameStandIns(text: string): string {
  if (!anyOfThem.test(text)) return text;
  return stretchesOf(text)
    .map((each) => (each.kind === 'stand-in' ? each.standIn.address : each.text))
    .join('');
}

/**
 * Whether the text has a form, or could have it once its stand-ins have values.
 * @param isIt whether an ordinary text has the form
 */
export function couldBe(text: string, isIt: (text: string) => boolean): boolean {
  if (!anyOfThem.test(text)) return isIt(text);
  let tried: readonly string[] = [''];
  for (const stretch of stretchesOf(text)) {
    const samples = stretch.kind === 'stand-in' ? samplesOf(stretch.standIn) : [stretch.text];
    if (tried.length * samples.length > 100) return true;
    tried = tried.flatMap((before) => samples.map((sample) => before + sample));
  }
  return tried.some(isIt);
}

const uuid = '00000000-0000-0000-0000-000000000000';
const samples: Readonly<Record<StandInKind, string>> = {
  bucket: 'stand-in',
  role: 'stand-in',
  policy: 'stand-in',
  key: uuid,
  'mrk-key': '0'.repeat(32),
  account: '000000000000',
  region: 'us-east-1',
  text: 'stand-in',
};
const anySamples = [
  ...new Set(Object.values(samples)),
  'aws',
  'arn:aws:s3:::stand-in',
  'arn:aws:iam::000000000000:role/stand-in',
  `arn:aws:kms:us-east-1:000000000000:key/${uuid}`,
];

function samplesOf({ kind, isOpen }: StandIn): readonly string[] {
  return isOpen && kind === 'text' ? anySamples : [samples[kind]];
}

// ---- writing and reading -------------------------------------------------------------------------------------------

/** A large estate names the same few thousand values again and again. */
const mostKept = 50_000;
const encoder = new TextEncoder();
const written = new Map<string, string>();
const cutBefore = new Map<string, readonly Stretch[]>();
const readBefore = new Map<string, StandIn>();

function kept<T>(map: Map<string, T>, key: string, value: T): T {
  if (map.size >= mostKept) map.clear();
  map.set(key, value);
  return value;
}

function write(one: StandIn): string {
  const key = `${one.kind} ${one.isOpen} ${one.address}`;
  return written.get(key) ?? kept(written, key, writeAnew(one));
}

function writeAnew({ kind, isOpen, address }: StandIn): string {
  isAnyMade = true;
  const short = address.length <= maxAddress ? address : `${cut(address)}…${checksum(address)}`;
  const bytes = encoder.encode(short);
  const head = Uint8Array.of(kinds.indexOf(kind) + (isOpen ? 0x80 : 0));
  return `${start}${digitsOf(head)}${digitsOf(bytes)}${middle}${thisProcess()}${end}`;
}

function cut(address: string): string {
  return address.slice(0, maxAddress).replace(/[\ud800-\udbff]$/u, '');
}

function read(text: string): StandIn | null {
  const before = readBefore.get(text);
  if (before !== undefined) return before;
  const found = readAnew(text);
  return found === null ? null : kept(readBefore, text, found);
}

function readAnew(text: string): StandIn | null {
  const [inside, process] = text.slice(start.length, -end.length).split(middle);
  if (!text.startsWith(start) || inside === undefined || process !== thisProcess()) return null;
  const [head, ...address] = bytesOf(inside);
  const kind = kinds[(head ?? 0) & 0x7f];
  if (head === undefined || kind === undefined) return null;
  return { kind, isOpen: head >= 0x80, address: new TextDecoder().decode(Uint8Array.from(address)) };
}

function digitsOf(bytes: Uint8Array): string {
  let digits = '';
  for (const byte of bytes) digits += String.fromCharCode(firstDigit + (byte >> 4), firstDigit + (byte & 15));
  return digits;
}

function bytesOf(digits: string): readonly number[] {
  return Array.from({ length: digits.length >> 1 }, (_, index) => {
    const digit = (at: number): number => digits.charCodeAt(at) - firstDigit;
    return digit(2 * index) * 16 + digit(2 * index + 1);
  });
}

/** Of addresses that begin alike: 64 bits in two halves, as two multiplicative hashes. */
function checksum(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
