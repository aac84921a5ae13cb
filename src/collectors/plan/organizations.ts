/** What is asked once for each account that takes part: the policies of its organization. */
import { meansAbsence } from '../../sources/build/answer.js';
import type { Answers } from '../answers/answers.js';
import type { AccountEntries } from '../entries/account-entries.js';
import { type Json, errorCodeOf, memberAt } from '../json.js';
import type { Tasks } from '../pace/tasks.js';
import { OrganizationReader, readOrganization } from '../reads/organizations.js';
import type { Firsts } from './firsts.js';
import type { Owners } from './owners.js';

export interface CommonParts {
  readonly owners: Owners;
  readonly tasks: Tasks;
  readonly firsts: Firsts;
}

export class OrganizationPlan {
  readonly #parts: CommonParts;
  readonly #base: Answers;
  readonly #readers = new Map<Answers, OrganizationReader>();

  constructor(parts: CommonParts, base: Answers) {
    this.#parts = parts;
    this.#base = base;
  }

  follow(work: AccountEntries): void {
    const { firsts, owners, tasks } = this.#parts;
    if (!firsts.isFirst(`account ${work.id}`)) return;
    tasks.start(async () => {
      const kept = work.own.get('organization');
      if (kept === null || (memberAt(kept, 'id') !== undefined && !hasRefusals(kept))) return;
      const organization = await readOrganization(work.id, this.#reader(work.answers), (managementAccount) => {
        const manager = managementAccount === undefined ? undefined : owners.account(managementAccount)?.answers;
        return [...new Set([manager ?? this.#base, this.#base, work.answers])].map((answers) => this.#reader(answers));
      });
      work.own.set('organization', organization, work.answers.provenance.asOf);
    });
  }

  #reader(answers: Answers): OrganizationReader {
    let reader = this.#readers.get(answers);
    if (reader === undefined) {
      reader = new OrganizationReader(answers);
      this.#readers.set(answers, reader);
    }
    return reader;
  }
}

function elementsOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** The lists of levels, as the snapshot holds them. */
export function levelsOf(organization: Json | undefined): readonly Json[] {
  return ['serviceControlPolicies', 'resourceControlPolicies']
    .map((list) => memberAt(organization, list))
    .filter((levels) => levels !== undefined);
}

/** Whether some part of an organization could not be read by an earlier run. */
function hasRefusals(organization: Json | undefined): boolean {
  const lists = levelsOf(organization);
  const levels = lists.flatMap(elementsOf);
  const policies = levels.map((level) => memberAt(level, 'policies'));
  return [...lists, ...levels, ...policies, ...policies.flatMap(elementsOf)].some((part) => {
    const code = errorCodeOf(part);
    return code !== undefined && !meansAbsence(code);
  });
}
