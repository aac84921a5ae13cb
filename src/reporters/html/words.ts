/** What the parts of the page call things alike: ids, signs, names of pairs. */
import type { BucketRef, ReplicationEntry, Verdict } from '../../report/model.js';
import type { PatchOwner } from '../../report/patch.js';
import { boundedMiddle } from '../text/bounded.js';
import { html, type Markup } from './markup.js';

/** Beside the colour, for those who do not see it. */
export const signs: Readonly<Record<Verdict, string>> = {
  replicates: '✓',
  fails: '✕',
  partly: '◐',
  unknown: '?',
  skipped: '–',
  disabled: '○',
};

export function verdictMark(verdict: Verdict): Markup {
  return html`<span class="verdict ${verdict}" data-sign="${signs[verdict]}">${verdict}</span>`;
}

/** Names of AWS have 255 characters at most; what a file says may have any number. */
export function nameText(name: string): string {
  return boundedMiddle(name, 255);
}

export function pathText({ source, destination }: ReplicationEntry): string {
  return `${nameText(source.bucket)} → ${destination === null ? 'destination not known' : nameText(destination.bucket)}`;
}

export function ruleText({ replicationRule }: ReplicationEntry): string {
  if (replicationRule === null) return 'replication configuration not readable';
  return replicationRule.id === null || replicationRule.id === ''
    ? `replication rule number ${replicationRule.index + 1}`
    : `replication rule "${nameText(replicationRule.id)}"`;
}

export function placeText(bucket: BucketRef | null): string {
  return `${nameText(bucket?.account ?? 'account not known')} · ${nameText(bucket?.region ?? 'Region not known')}`;
}

export const ownerWords: Readonly<Record<PatchOwner, string>> = {
  source: 'owner of the source bucket and its role',
  destination: 'owner of the destination bucket',
  key: 'owner of the KMS key',
  organization: 'owner of the organization’s policies',
};

export function ownerText(owner: PatchOwner, account: string | null): string {
  return `${ownerWords[owner]}, ${account === null ? 'account not known' : `account ${account}`}`;
}

/** A block to copy. */
export function codeBlock(text: string): Markup {
  return html`<div class="code">
    <button type="button" data-copy hidden>Copy</button>
    <pre>${text}</pre>
  </div>`;
}
