/** The policies that an organization puts over its accounts. */
import type { ReadName } from '../../sources/read-operations.js';
import type { Answers, Subject } from '../answers/answers.js';
import { type Json, type JsonObject, errorCodeOf, isJsonObject, listAt, memberAt, textAt } from '../json.js';

const policyTypes = {
  serviceControlPolicies: 'SERVICE_CONTROL_POLICY',
  resourceControlPolicies: 'RESOURCE_CONTROL_POLICY',
} as const;

type PolicyType = (typeof policyTypes)[keyof typeof policyTypes];

/** An answer that is an error, on its way up to where it stands for a whole list. */
class Refusal extends Error {
  readonly entry: Json;

  constructor(entry: Json) {
    super(errorCodeOf(entry));
    this.entry = entry;
  }
}

async function orRefusal(ask: () => Promise<Json>): Promise<Json> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Refusal) return error.entry;
    throw error;
  }
}

type OrganizationRead = Extract<
  ReadName,
  'DescribeOrganization' | 'ListAccounts' | 'ListRoots' | 'ListParents' | 'ListPoliciesForTarget' | 'DescribePolicy'
>;

/** Deeper than any organization: five levels of OUs and the root. */
const deepest = 16;

/**
 * Reads an organization with the credentials of one account. Levels and policies that many accounts share are asked for once.
 */
export class OrganizationReader {
  readonly #answers: Answers;
  readonly #shared = new Map<string, Promise<unknown>>();

  constructor(answers: Answers) {
    this.#answers = answers;
  }

  /** DescribeOrganization, verbatim. Every member account may call it. */
  describe(): Promise<Json> {
    return this.#once('organization', () => this.#ask('DescribeOrganization', {}));
  }

  /** Id of the management account; null where the organization cannot be described. */
  async managementAccount(): Promise<string | null> {
    const described = await orRefusal(() => this.describe());
    return managementAccountOf(described) ?? null;
  }

  /** The policies in force over an account, level by level, root first; or the error entry that stands for them. */
  levels(account: string, list: keyof typeof policyTypes): Promise<Json> {
    return orRefusal(async () => {
      const [root, path] = await Promise.all([this.#root(), this.#path(account)]);
      const type = policyTypes[list];
      if (!isSwitchedOn(root, type)) return [];
      return Promise.all(
        path.map(async (target) => ({ target, policies: await orRefusal(() => this.#policiesAt(target, type)) })),
      );
    });
  }

  /** Active accounts of the organization. */
  async accounts(): Promise<readonly { readonly id: string }[] | { readonly failure: Json }> {
    const found = await orRefusal(() => this.#pages('Accounts', (token) => this.#ask('ListAccounts', token)));
    if (!Array.isArray(found)) return { failure: found };
    return (found as readonly Json[]).flatMap((account) => {
      const id = textAt(account, 'Id');
      const state = textAt(account, 'State') ?? textAt(account, 'Status');
      return id === undefined || state !== 'ACTIVE' ? [] : [{ id }];
    });
  }

  #root(): Promise<Json> {
    return this.#once('root', async () => {
      const roots = await this.#pages('Roots', (token) => this.#ask('ListRoots', token));
      return roots[0] ?? {};
    });
  }

  /** Ids from the root down to the account. */
  async #path(account: string): Promise<readonly string[]> {
    const path = [account];
    for (let child = account; !child.startsWith('r-') && path.length < deepest;) {
      const parents = await this.#parents(child);
      const parent = textAt(parents[0], 'Id');
      if (parent === undefined) break;
      path.unshift(parent);
      child = parent;
    }
    return path;
  }

  #parents(ChildId: string): Promise<readonly Json[]> {
    return this.#once(`parents ${ChildId}`, () =>
      this.#pages('Parents', (token) => this.#ask('ListParents', { ChildId, ...token })),
    );
  }

  #policiesAt(TargetId: string, Filter: PolicyType): Promise<readonly Json[]> {
    return this.#once(`policies ${TargetId} ${Filter}`, async () => {
      const summaries = await this.#pages('Policies', (token) =>
        this.#ask('ListPoliciesForTarget', { TargetId, Filter, ...token }),
      );
      const sorted = summaries.filter(isJsonObject).sort((left, right) => (idOf(left) < idOf(right) ? -1 : 1));
      return Promise.all(sorted.map((summary) => this.#policy(summary)));
    });
  }

  #policy(summary: JsonObject): Promise<Json> {
    const PolicyId = idOf(summary);
    return this.#once(`policy ${PolicyId}`, async () => {
      const answer = await orRefusal(() => this.#ask('DescribePolicy', { PolicyId }));
      const failure = memberAt(answer, 'Error');
      if (failure !== undefined) return { PolicySummary: summary, Error: failure };
      const policy = memberAt(answer, 'Policy');
      return isJsonObject(policy) ? { PolicySummary: summary, ...policy } : { PolicySummary: summary };
    });
  }

  async #pages(list: string, askPage: (token: { NextToken?: string }) => Promise<Json>): Promise<readonly Json[]> {
    const elements: Json[] = [];
    let NextToken: string | undefined;
    // A page may be empty although more follow.
    for (;;) {
      const page = await askPage(NextToken === undefined ? {} : { NextToken });
      for (const element of listAt(page, list)) elements.push(element);
      const next = textAt(page, 'NextToken');
      if (next === undefined || next === '' || next === NextToken) return elements;
      NextToken = next;
    }
  }

  async #ask<N extends OrganizationRead>(operation: N, subject: Subject<N>): Promise<Json> {
    const { json } = await this.#answers.read(operation, subject);
    const failure = memberAt(json, 'Error');
    // The error stands for a list that several operations make up: it says which of them failed.
    if (failure !== undefined) throw new Refusal({ Operation: operation, Error: failure });
    return json;
  }

  #once<T>(name: string, ask: () => Promise<T>): Promise<T> {
    let asked = this.#shared.get(name);
    if (asked === undefined) {
      asked = ask();
      this.#shared.set(name, asked);
    }
    return asked as Promise<T>;
  }
}

function managementAccountOf(described: Json): string | undefined {
  return (
    textAt(described, 'Organization', 'ManagementAccountId') ?? textAt(described, 'Organization', 'MasterAccountId')
  );
}

function idOf(summary: JsonObject): string {
  return textAt(summary, 'Id') ?? '';
}

/** A policy type that is switched off at the root is in force nowhere, whatever is attached. */
function isSwitchedOn(root: Json, type: PolicyType): boolean {
  return listAt(root, 'PolicyTypes').some(
    (entry) => textAt(entry, 'Type') === type && textAt(entry, 'Status') === 'ENABLED',
  );
}

/**
 * The `organization` of an account, as the snapshot holds it.
 * @param own - reads with the account's own credentials
 * @param candidates - who may read the organization's policies, likeliest first
 */
export async function readOrganization(
  account: string,
  own: OrganizationReader,
  candidates: (managementAccount: string | undefined) => readonly OrganizationReader[],
): Promise<Json> {
  const described = await orRefusal(() => own.describe());
  const code = errorCodeOf(described);
  if (code === 'AWSOrganizationsNotInUseException') return null;
  if (code !== undefined) return described;
  const managementAccount = managementAccountOf(described);
  const readers = candidates(managementAccount);
  const levels = async (list: keyof typeof policyTypes): Promise<Json> => {
    let answer: Json = described;
    for (const reader of readers) {
      answer = await reader.levels(account, list);
      if (errorCodeOf(answer) === undefined) return answer;
    }
    return answer;
  };
  const [serviceControlPolicies, resourceControlPolicies] = await Promise.all([
    levels('serviceControlPolicies'),
    levels('resourceControlPolicies'),
  ]);
  return {
    id: textAt(described, 'Organization', 'Id') ?? '',
    isManagementAccount: managementAccount === account,
    serviceControlPolicies,
    resourceControlPolicies,
  };
}
