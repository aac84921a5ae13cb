/** The facts while they are put together: accounts by their id, buckets by their name. */
import type {
  RawAccount,
  RawBucket,
  RawExternalBucket,
  RawKmsKey,
  RawManagedPolicy,
  RawRole,
  RawSnapshot,
} from '../../snapshot/snapshot-shape.js';
import type { ProviderPlace } from '../model.js';

export type Draft<T> = { -readonly [Name in keyof T]: T[Name] };

export type Alias = { readonly AliasName: string; readonly AliasArn: string; readonly TargetKeyId: string };

export interface AccountDraft {
  readonly id: string;
  readonly partition: string;
  publicAccessBlock: RawAccount['GetPublicAccessBlock'];
  readonly buckets: RawBucket[];
  readonly roles: RawRole[];
  readonly policies: RawManagedPolicy[];
  readonly keys: RawKmsKey[];
  readonly aliases: Alias[];
}

export class Drafts {
  readonly #accounts = new Map<string, AccountDraft>();
  readonly externalBuckets: RawExternalBucket[] = [];

  accountOf({ account, partition }: Pick<ProviderPlace, 'account' | 'partition'>): AccountDraft {
    let draft = this.#accounts.get(account);
    if (draft === undefined) {
      draft = {
        id: account,
        partition,
        publicAccessBlock: undefined,
        buckets: [],
        roles: [],
        policies: [],
        keys: [],
        aliases: [],
      };
      this.#accounts.set(account, draft);
    }
    return draft;
  }

  snapshot(): RawSnapshot {
    return {
      format: 'replint-snapshot/1',
      accounts: [...this.#accounts.values()].map(accountFacts),
      ...(this.externalBuckets.length === 0 ? {} : { externalBuckets: this.externalBuckets }),
    };
  }
}

function accountFacts({ id, partition, publicAccessBlock, aliases, ...lists }: AccountDraft): RawAccount {
  return {
    id,
    partition,
    ...(publicAccessBlock === undefined ? {} : { GetPublicAccessBlock: publicAccessBlock }),
    ...lists,
    ...(aliases.length === 0 ? {} : { ListAliases: { Aliases: aliases } }),
  };
}
