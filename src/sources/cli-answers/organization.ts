/** The organization of an account, from the answers about its tree: levels from the root down, each with its policies. */
import { isObject, type JsonObject } from '../shape.js';
import type { Placed } from './placing/placing.js';
import type { Piece } from './pieces.js';

interface Level {
  readonly target: string;
  readonly attached: ReadonlyMap<Kind, Piece>;
}

type Kind = 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY';

/** Deeper than any organization: five levels of units and the root. */
const deepest = 16;

const members = {
  SERVICE_CONTROL_POLICY: 'serviceControlPolicies',
  RESOURCE_CONTROL_POLICY: 'resourceControlPolicies',
} as const;

/** By the id of what they are about. */
export class OrganizationAnswers {
  readonly #organizations = new Map<string, Piece>();
  readonly #parents = new Map<string, string>();
  readonly #refused = new Map<string, JsonObject>();
  readonly #attached = new Map<string, Map<Kind, Piece>>();
  readonly #documents = new Map<string, Piece>();

  constructor(placed: readonly Placed[]) {
    for (const { operation, subject, piece } of placed) {
      if (operation === 'DescribeOrganization') this.#organizations.set(subject, piece);
      else if (operation === 'DescribePolicy') this.#documents.set(subject, piece);
      else if (operation === 'ListParents') this.#addParent(subject, piece.value);
      else if (operation === 'ListPoliciesForTarget') this.#addAttached(subject, piece);
    }
  }

  get accounts(): readonly string[] {
    return [...this.#organizations.keys()];
  }

  /** As it stands in a snapshot; undefined = nothing is known. */
  of(account: string): unknown {
    const piece = this.#organizations.get(account);
    if (piece === undefined) return undefined;
    const { Organization: organization, Error: failed } = piece.value;
    if (isObject(failed)) return failed['Code'] === 'AWSOrganizationsNotInUseException' ? null : piece.value;
    if (!isObject(organization) || typeof organization['Id'] !== 'string') return undefined;
    const levels = this.#levelsOf(account);
    const refused = this.#refusalOver(account);
    return {
      id: organization['Id'],
      isManagementAccount: organization['MasterAccountId'] === account,
      ...(levels === null ? refused : { ...this.#policiesOf(levels, 'SERVICE_CONTROL_POLICY') }),
      ...(levels === null ? {} : { ...this.#policiesOf(levels, 'RESOURCE_CONTROL_POLICY') }),
    };
  }

  /** Where the way up ends in an error, that stands for the policies. */
  #refusalOver(account: string): JsonObject {
    let target = account;
    for (let steps = 0; steps < deepest; steps += 1) target = this.#parents.get(target) ?? target;
    const failed = this.#refused.get(target);
    return failed === undefined ? {} : { serviceControlPolicies: failed, resourceControlPolicies: failed };
  }

  /** Root first; null where the way up is not known whole. */
  #levelsOf(account: string): readonly Level[] | null {
    const levels: Level[] = [];
    const seen = new Set<string>();
    for (let target: string | undefined = account; target !== undefined; target = this.#parents.get(target)) {
      if (seen.has(target)) return null;
      seen.add(target);
      levels.unshift({ target, attached: this.#attached.get(target) ?? new Map() });
    }
    return levels[0]?.target.startsWith('r-') === true ? levels : null;
  }

  /** Nothing is said where a level was not asked for. */
  #policiesOf(levels: readonly Level[], kind: Kind): JsonObject {
    // A type that is switched off holds nothing.
    if (levels.some(({ attached }) => codeOf(attached.get(kind)) === 'PolicyTypeNotEnabledException'))
      return { [members[kind]]: [] };
    if (levels.some(({ attached }) => !attached.has(kind))) return {};
    return {
      [members[kind]]: levels.map(({ target, attached }) => {
        const answer = attached.get(kind)?.value ?? {};
        if (isObject(answer['Error'])) return { target, Error: answer['Error'] };
        const list = Array.isArray(answer['Policies']) ? (answer['Policies'] as readonly unknown[]) : [];
        return { target, policies: list.filter(isObject).map((summary) => this.#policyOf(summary)) };
      }),
    };
  }

  #policyOf(summary: JsonObject): JsonObject {
    const { Id: id, Arn: arn, Name: name } = summary;
    const own = {
      ...(id === undefined ? {} : { Id: id }),
      ...(arn === undefined ? {} : { Arn: arn }),
      ...(name === undefined ? {} : { Name: name }),
    };
    const document = typeof id === 'string' ? this.#documents.get(id)?.value : undefined;
    if (document === undefined) return own;
    const { Policy: policy, Error: failed } = document;
    if (isObject(failed)) return { ...own, Error: failed };
    return isObject(policy) ? { ...own, Content: policy['Content'] } : own;
  }

  /** Each document that `of` gives, with the answer that it is from: the pointer is one below the organization. */
  *documentsOf(account: string): Iterable<{ readonly pointer: string; readonly piece: Piece }> {
    const organization = this.of(account);
    for (const member of Object.values(members)) {
      const levels = isObject(organization) ? organization[member] : undefined;
      if (!Array.isArray(levels)) continue;
      for (const [index, level] of (levels as readonly { readonly policies?: readonly JsonObject[] }[]).entries())
        for (const [at, policy] of (level.policies ?? []).entries()) {
          const { Id: id, Content: content } = policy;
          const piece = typeof id === 'string' && content !== undefined ? this.#documents.get(id) : undefined;
          if (piece !== undefined) yield { pointer: `/${member}/${index}/policies/${at}/Content`, piece };
        }
    }
  }

  #addParent(child: string, answer: JsonObject): void {
    const { Parents: parents, Error: failed } = answer;
    if (failed !== undefined) this.#refused.set(child, answer);
    const [parent] = Array.isArray(parents) ? (parents as readonly unknown[]) : [];
    if (isObject(parent) && typeof parent['Id'] === 'string') this.#parents.set(child, parent['Id']);
  }

  #addAttached(target: string, piece: Piece): void {
    const kind = kindOf(piece);
    if (kind === null) return;
    const ofTarget = this.#attached.get(target) ?? new Map<Kind, Piece>();
    this.#attached.set(target, ofTarget.set(kind, piece));
  }
}

function kindOf({ value, options, file }: Piece): Kind | null {
  const list = Array.isArray(value['Policies']) ? (value['Policies'] as readonly unknown[]) : [];
  const types = new Set(list.filter(isObject).map(({ Type: type }) => type));
  const [type = options.get('filter') ?? /(?:SERVICE|RESOURCE)_CONTROL_POLICY/u.exec(file.name)?.[0]] = types;
  return types.size < 2 && (type === 'SERVICE_CONTROL_POLICY' || type === 'RESOURCE_CONTROL_POLICY') ? type : null;
}

function codeOf(piece: Piece | undefined): unknown {
  const failed = piece?.value['Error'];
  return isObject(failed) ? failed['Code'] : undefined;
}
