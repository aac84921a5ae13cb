import { visibleLines } from './visible.js';
import { withoutOldCommands } from './workflow-command.js';

/**
 * JSON in which nothing is hidden, for a terminal and for a workflow's log: what cannot be seen, or acts on the screen, stands there
 * as `\u202e`, and `##[`, which starts a command anywhere in a line, with an escape. Such characters only stand inside of strings,
 * so that a parser gives back exactly `value`. No line can begin with `::`.
 */
export function jsonText(value: unknown): string {
  return `${escaped(JSON.stringify(value, null, 2))}\n`;
}

/** The same text in pieces, the long lists of an object cut up: the text of a large report would take more room than the report. */
export function* jsonPieces(value: object): Iterable<string> {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (Array.isArray(value) || members.length === 0) {
    yield jsonText(value);
    return;
  }
  let between = '{\n';
  for (const [name, member] of members) {
    if (Array.isArray(member) && member.length > pieceLength) {
      yield escaped(`${between}  ${JSON.stringify(name)}: [\n`);
      yield* elements(member);
      yield '\n  ]';
    } else yield between + inside({ [name]: member }, '{\n', '\n}');
    between = ',\n';
  }
  yield '\n}\n';
}

/** In elements of a list. */
const pieceLength = 200;

function* elements(list: readonly unknown[]): Iterable<string> {
  for (let at = 0; at < list.length; at += pieceLength) {
    const piece = inside({ list: list.slice(at, at + pieceLength) }, '{\n  "list": [\n', '\n  ]\n}');
    yield at === 0 ? piece : `,\n${piece}`;
  }
}

/** What stands between the beginning and the end of an object's text. */
function inside(value: object, beginning: string, end: string): string {
  return escaped(JSON.stringify(value, null, 2).slice(beginning.length, -end.length));
}

function escaped(json: string): string {
  return withoutOldCommands(visibleLines(json));
}
