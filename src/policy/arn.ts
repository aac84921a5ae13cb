/**
 * ARNs as IAM compares them: six fields separated by the first five colons; the sixth keeps its own colons.
 * Source: IAM User Guide, "Resource" element and "ARN condition operators".
 */
import { couldBe, hasStandIn } from '../basics/stand-in.js';
import { concatGlobs, type Glob, literalGlob, parseGlob } from './strings/index.js';

/** A stretch of a pattern: its wildcards count, or (text that came through a policy variable) they are literal characters. */
export interface Piece {
  readonly text: string;
  readonly wild: boolean;
}

/** The six fields, or fewer where the text has fewer than five colons. */
export function arnFields(text: string): string[] {
  return fieldsOfPieces([{ text, wild: true }]).map((field) => field.map((piece) => piece.text).join(''));
}

/** Splits at the first five colons, wherever they come from. */
export function fieldsOfPieces(pieces: readonly Piece[]): Piece[][] {
  const fields: Piece[][] = [[]];
  for (const piece of pieces) {
    let start = 0;
    while (fields.length < 6) {
      const colonAt = piece.text.indexOf(':', start);
      if (colonAt < 0) break;
      fields.at(-1)?.push({ text: piece.text.slice(start, colonAt), wild: piece.wild });
      fields.push([]);
      start = colonAt + 1;
    }
    if (start < piece.text.length) fields.at(-1)?.push({ text: piece.text.slice(start), wild: piece.wild });
  }
  return fields;
}

const colon = literalGlob(':');
const anything = parseGlob('*');

/** A whole-value pattern: wildcards cross colons and slashes. */
export function globOfPieces(pieces: readonly Piece[], ignoreCase = false): Glob {
  return concatGlobs(
    ...pieces.map(({ text, wild }) => (wild ? parseGlob(text, { ignoreCase }) : literalGlob(text, { ignoreCase }))),
  );
}

/** One of the first five fields: `*` and `?` stay inside it. */
function insideField(pieces: readonly Piece[]): Glob {
  return concatGlobs(
    ...pieces.map(({ text, wild }) => (wild ? parseGlob(text, { fieldWildcards: true }) : literalGlob(text))),
  );
}

function joinFields(fields: readonly Glob[]): Glob {
  return concatGlobs(...fields.flatMap((field, index) => (index === 0 ? [field] : [colon, field])));
}

function endsInStar(pieces: readonly Piece[]): boolean {
  const last = pieces.at(-1);
  return last !== undefined && last.wild && last.text.endsWith('*');
}

/** One of the first five fields of a Resource element whose last `*` runs on past the following colons; one in the middle stays inside. */
function runningOn(pieces: readonly Piece[]): Glob {
  const last = pieces.at(-1);
  if (last === undefined || !endsInStar(pieces)) return insideField(pieces);
  const before = [...pieces.slice(0, -1), { text: last.text.slice(0, -1), wild: true }];
  return concatGlobs(insideField(before), anything);
}

/**
 * A `*` that ends a field may run on past the following colons, says IAM's page on Resource; S3's page on ARNs says that a wildcard
 * cannot span fields. A short ARN (`arn:aws:s3:*`) needs it to match anything, and AWS's own samples have it. Elsewhere the match
 * that needs it is left open.
 */
function resourceGlob(fields: readonly (readonly Piece[])[]): ResourcePattern {
  const early = fields.slice(0, 5);
  const rest = fields[5] === undefined ? [] : [globOfPieces(fields[5])];
  const strict = early.map((field, index) => (index === fields.length - 1 ? runningOn(field) : insideField(field)));
  const glob = joinFields([...strict, ...rest]);
  const isWider = early.some((field, index) => index < fields.length - 1 && endsInStar(field));
  return { kind: 'glob', glob, wider: isWider ? joinFields([...early.map(runningOn), ...rest]) : null };
}

export type ResourcePattern =
  /** `wider`: what the pattern reaches as well if its `*` runs over colons; null = nothing more. */
  | { readonly kind: 'glob'; readonly glob: Glob; readonly wider: Glob | null }
  /** Fewer than six fields, no `*` at the end: AWS's validator calls it an error, what IAM does with it is not documented. */
  | { readonly kind: 'short' }
  /** A wildcard in the service field, which AWS does not support. */
  | { readonly kind: 'any-service' }
  /** No ARN at all, such as a bare key id: names nothing. */
  | { readonly kind: 'not-an-arn' };

function isWhole(pieces: readonly Piece[]): boolean {
  return pieces[0]?.text.startsWith('arn:') === true && fieldsOfPieces(pieces).length === 6;
}

/** One whose fields only a value tells, or that is no ARN whatever the value. */
function patternWithStandIns(pieces: readonly Piece[]): ResourcePattern {
  const couldBeArn = couldBe(pieces.map(({ text }) => text).join(''), (text) => text.startsWith('arn:'));
  return couldBeArn ? { kind: 'glob', glob: globOfPieces(pieces), wider: null } : { kind: 'not-an-arn' };
}

/** Nothing wild before the fifth colon: no field to look at on its own. */
function hasFixedFields(text: string): boolean {
  return /^(?:[^:*?]*:){5}/u.test(text);
}

/** A Resource or NotResource entry. */
export function resourcePattern(pieces: readonly Piece[]): ResourcePattern {
  const start = pieces[0]?.text ?? '';
  if (pieces.length === 1 && start === '*' && pieces[0]?.wild === true)
    return { kind: 'glob', glob: anything, wider: null };
  if (pieces.some(({ text }) => hasStandIn(text)) && !isWhole(pieces)) return patternWithStandIns(pieces);
  // A wildcard in `arn` itself, which AWS's validator does not accept.
  if (!start.startsWith('arn:')) return { kind: /^[^:]*[*?]/u.test(start) ? 'short' : 'not-an-arn' };
  if (pieces.length === 1 && pieces[0]?.wild === true && hasFixedFields(start))
    return { kind: 'glob', glob: parseGlob(start), wider: null };
  const fields = fieldsOfPieces(pieces);
  // In a short ARN too: `arn:aws:s3*` names the service by a pattern.
  if (fields[2]?.some(({ text, wild }) => wild && /[*?]/u.test(text)) === true) return { kind: 'any-service' };
  if (fields.length === 6) return resourceGlob(fields);
  return endsInStar(fields.at(-1) ?? []) ? resourceGlob(fields) : { kind: 'short' };
}

/** A value under an ARN operator: six fields, each a glob of its own; null where it has fewer. */
export function arnConditionGlob(pieces: readonly Piece[]): Glob | null {
  const fields = fieldsOfPieces(pieces);
  if (fields.length !== 6) return null;
  return concatGlobs(joinFields(fields.slice(0, 5).map(insideField)), colon, globOfPieces(fields[5] ?? []));
}

/** `arn:aws:sts::A:assumed-role/NAME/SESSION` of a role ARN with path: the session ARN never contains the path. */
export function assumedRoleArn(roleArn: string, sessionName: string): string {
  const [, partition = 'aws', , , account = '', resource] = arnFields(roleArn);
  // Of a value that is not known, nothing can be taken apart.
  if (resource === undefined) return `${roleArn}/${sessionName}`;
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  return `arn:${partition}:sts::${account}:assumed-role/${name}/${sessionName}`;
}
