/** Patches by who has to make them: each part is to be read by somebody who sees nothing else. */
import { groupBy } from '../basics/group-by.js';
import type { PatchOwner } from '../report/patch.js';
import type { FixPatch } from './model.js';

export interface Part {
  readonly owner: PatchOwner;
  readonly account: string | null;
  readonly patches: readonly FixPatch[];
  /** Patches of other parts that have to be in place before some of this one. */
  readonly waitsFor: readonly FixPatch[];
}

/** In the order of the first patch of each. */
export function partsOf(patches: readonly FixPatch[]): readonly Part[] {
  const byId = new Map(patches.map((patch) => [patch.id, patch]));
  return [...groupBy(patches, ({ owner, account }) => `${owner} ${account}`).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const ids = new Set(own.map(({ id }) => id));
    const waitsFor = new Set(own.flatMap((patch) => patch.waitsFor).filter((id) => !ids.has(id)));
    return [
      {
        owner: first.owner,
        account: first.account,
        patches: own,
        waitsFor: [...waitsFor].flatMap((id) => byId.get(id) ?? []),
      },
    ];
  });
}

const ownerWords: Readonly<Record<PatchOwner, string>> = {
  source: 'Owner of the source bucket',
  destination: 'Owner of the destination bucket',
  key: 'Owner of the KMS key',
  organization: 'Whoever runs the organization',
};

/** `Owner of the source bucket, account 111122223333`. */
export function ownerText({ owner, account }: Pick<Part, 'owner' | 'account'>): string {
  return account === null ? `${ownerWords[owner]}, account not known` : `${ownerWords[owner]}, account ${account}`;
}

/** For names of files and folders. */
export function partName({ owner, account }: Pick<Part, 'owner' | 'account'>): string {
  return `${owner}-${account ?? 'unknown'}`;
}
