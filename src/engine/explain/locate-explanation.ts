/** Fills in file, line and column of the statements that an explanation quotes, in one scan of each source. */
import type { Locator } from '../../estate/locator.js';
import type { ExplainedRequest, Explanation, QuotedStatement } from '../../report/explanation.js';
import { placer } from '../findings/locate-findings.js';

/** `locators`: by the names of the sources. */
export function locateExplanation(explanation: Explanation, locators: ReadonlyMap<string, Locator>): Explanation {
  const quoted = explanation.replicationRules.flatMap(({ requests }) => requests.flatMap(statementsOf));
  const placeOf = placer(
    quoted.map(({ location }) => location),
    locators,
  );
  const place = (statement: QuotedStatement): QuotedStatement => ({
    ...statement,
    location: placeOf(statement.location),
  });
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
