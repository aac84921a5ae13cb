/** Fills in line and column of the statements that an explanation quotes, in one scan a text. */
import { locate, type Place } from '../../sources/json/locate.js';
import type { ExplainedRequest, Explanation, QuotedStatement } from '../../report/explanation.js';

/** `texts`: by the names of the inputs. */
export function locateExplanation(explanation: Explanation, texts: ReadonlyMap<string, string>): Explanation {
  const wanted = new Map<string, Set<string>>();
  for (const { location } of explanation.replicationRules.flatMap(({ requests }) => requests.flatMap(statementsOf))) {
    if (location === null || !texts.has(location.file)) continue;
    wanted.set(location.file, (wanted.get(location.file) ?? new Set()).add(location.pointer));
  }
  const places = new Map([...wanted].map(([file, pointers]) => [file, locate(texts.get(file) ?? '', pointers)]));
  const place = (quoted: QuotedStatement): QuotedStatement => placed(quoted, places);
  return {
    ...explanation,
    replicationRules: explanation.replicationRules.map((rule) => ({
      ...rule,
      requests: rule.requests.map((request) => ({
        ...request,
        allowedBy: request.allowedBy.map(place),
        denials: request.denials.map((denial) => ({ ...denial, statements: denial.statements.map(place) })),
      })),
    })),
  };
}

function statementsOf({ allowedBy, denials }: ExplainedRequest): readonly QuotedStatement[] {
  return [...allowedBy, ...denials.flatMap(({ statements }) => statements)];
}

function placed(quoted: QuotedStatement, places: ReadonlyMap<string, ReadonlyMap<string, Place>>): QuotedStatement {
  const { location } = quoted;
  const place = location === null ? undefined : places.get(location.file)?.get(location.pointer);
  return location === null || place === undefined
    ? quoted
    : { ...quoted, location: { ...location, line: place.line, column: place.column } };
}
