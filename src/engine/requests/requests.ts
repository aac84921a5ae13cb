/** Every request that S3 makes for a pair, decided. */
import { isRoleArn } from '../../estate/arn.js';
import type { RequestRow } from '../../replication/model.js';
import type { Aspect, ObjectClass } from '../../report/model.js';
import type { DecidedRequest, RequestsOfPair } from '../shapes/model.js';
import type { PairBase } from '../shapes/subjects.js';
import type { AuthorityBook } from './authorities.js';
import { Decider } from './decider.js';
import { plannedRows, type PlannedRow } from './planned.js';

const everything = (): boolean => true;

/** Holds what somebody looks at: an estate has many pairs, and of most of them every required request is allowed. */
export class DecidedRequests implements RequestsOfPair {
  readonly remarkable: readonly DecidedRequest[];
  readonly uncertainAspects: ReadonlySet<Aspect>;
  readonly assumesOrganizationPolicies: boolean;
  readonly requiredAssumesOrganizationPolicies: boolean;
  readonly #pair: PairBase;
  readonly #book: AuthorityBook;
  readonly #rows: readonly PlannedRow[];
  /** With its answers; null where they are not kept. */
  #decider: Decider | null;

  constructor(pair: PairBase, book: AuthorityBook) {
    this.#pair = pair;
    this.#book = book;
    this.#rows = pair.role.arn !== null && isRoleArn(pair.role.arn) ? plannedRows(pair) : [];
    const decider = (this.#decider = new Decider(pair, book));
    const remarkable: DecidedRequest[] = [];
    let uncertain: Set<Aspect> | null = null;
    let assumes = false;
    let requiredAssumes = false;
    for (const planned of this.#rows) {
      const { row, isCertain } = planned;
      const note = (isAssuming: boolean): void => {
        assumes ||= isAssuming;
        requiredAssumes ||= isAssuming && row.requirement === 'required';
      };
      const plain = isCertain ? decider.allowedPlainly(planned) : null;
      if (plain !== null) {
        for (const decision of plain) note(decision.assumesOrganizationPolicies);
        continue;
      }
      for (const request of decider.requestsOf(planned, everything)) {
        note(request.decision.assumesOrganizationPolicies);
        if (!isCertain) (uncertain ??= new Set()).add(row.aspect);
        if (!isCertain || request.decision.outcome !== 'allowed') remarkable.push(request);
      }
    }
    this.remarkable = remarkable;
    this.uncertainAspects = uncertain ?? noAspects;
    this.assumesOrganizationPolicies = assumes;
    this.requiredAssumesOrganizationPolicies = requiredAssumes;
  }

  of(isWanted: (row: RequestRow, objectClass: ObjectClass) => boolean): readonly DecidedRequest[] {
    const decider = (this.#decider ??= new Decider(this.#pair, this.#book));
    return this.#rows.flatMap((planned) => [...decider.requestsOf(planned, isWanted)]);
  }

  /** Once there are verdicts: of a pair that nothing is wrong with, hardly anybody asks again. */
  forget(): void {
    const isAsked = ({ row, action }: DecidedRequest): boolean =>
      row.requirement === 'required' && row.aspect === 'objects' && action === row.action;
    if (!this.remarkable.some(isAsked)) this.#decider = null;
  }
}

const noAspects: ReadonlySet<Aspect> = new Set();
