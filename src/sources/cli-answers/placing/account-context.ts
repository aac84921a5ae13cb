/** Whose credentials gave the answers of a folder: what says so stands in that folder, or in one above it. */
import { isAccountId } from '../../../basics/aws-names.js';
import { accountOfArn, partsOf } from '../../../estate/arn.js';
import { isObject } from '../../shape.js';
import type { Piece } from '../pieces.js';

export class AccountContext {
  /** Stated, by GetCallerIdentity; several, where answers of several accounts lie in one folder. */
  readonly #stated = new Map<string, Set<string>>();
  /** Accounts of roles and keys that were read there: they are read with the owner's credentials. */
  readonly #shown = new Map<string, Set<string>>();
  readonly #given: string | null;

  /** @param given - by the user, for what says nothing itself */
  constructor(pieces: readonly Piece[], given: string | undefined) {
    this.#given = given ?? null;
    for (const { operations, value, hints } of pieces) {
      if (operations[0] === 'GetCallerIdentity' && typeof value['Account'] === 'string')
        this.#stated.set(hints.folder, (this.#stated.get(hints.folder) ?? new Set()).add(value['Account']));
      const shown = accountShownBy(value);
      if (shown === null) continue;
      for (const folder of upwards(hints.folder)) {
        const accounts = this.#shown.get(folder) ?? new Set();
        this.#shown.set(folder, accounts.add(shown));
      }
    }
  }

  /** Null where nothing says it, or what says it is at odds. */
  of({ hints, options }: Pick<Piece, 'hints' | 'options'>): string | null {
    const option = options.get('account-id');
    if (option !== undefined && isAccountId(option)) return option;
    for (const folder of upwards(hints.folder)) {
      const stated = this.#stated.get(folder);
      if (stated === undefined) continue;
      const [only] = stated;
      if (stated.size === 1) return only ?? null;
      return hints.account !== null && stated.has(hints.account) ? hints.account : null;
    }
    if (hints.account !== null) return hints.account;
    if (this.#given !== null) return this.#given;
    for (const folder of upwards(hints.folder)) {
      const shown = this.#shown.get(folder);
      if (shown === undefined) continue;
      const [only] = shown;
      return shown.size === 1 ? (only ?? null) : null;
    }
    return null;
  }
}

function accountShownBy(value: Readonly<Record<string, unknown>>): string | null {
  const { Role: role, KeyMetadata: key, RoleDetailList: roles } = value;
  const [first] = Array.isArray(roles) ? (roles as readonly unknown[]) : [];
  for (const item of [role, key, first]) {
    const arn = isObject(item) ? item['Arn'] : undefined;
    if (typeof arn === 'string' && partsOf(arn) !== null) return accountOfArn(arn);
  }
  return null;
}

function upwards(folder: string): readonly string[] {
  const parts = folder === '' ? [] : folder.split('/');
  return Array.from({ length: parts.length + 1 }, (_, index) => parts.slice(0, parts.length - index).join('/'));
}
