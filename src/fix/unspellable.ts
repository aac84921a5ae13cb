/** Object keys that no policy can name: a fix allows more than the rule selects there, and says so. */
import type { Estate, ReplicationRule } from '../estate/model.js';
import { visible } from '../reporters/escape/visible.js';

/** Source: IAM User Guide, "IAM and AWS STS quotas", on the characters of a policy document. */
const beyond = /[^\t\n\r\u0020-\u00ff]/u;

/** For each rule with such a prefix a sentence. */
export function unspellableNotices({ buckets }: Estate): readonly string[] {
  return [...buckets.values()].flatMap(({ name, replication }) =>
    replication.state === 'known'
      ? (replication.value.Rules ?? []).flatMap((rule) => {
          const prefix = prefixOf(rule);
          if (!beyond.test(prefix)) return [];
          const start = prefix.slice(0, prefix.search(beyond));
          return [
            `A policy document has no character beyond U+00FF. Of prefix "${visible(prefix)}" of ${name} statements name ${start === '' ? 'nothing: they are for all objects' : `the beginning, "${visible(start)}"`}.`,
          ];
        })
      : [],
  );
}

function prefixOf({ Filter: filter, Prefix }: ReplicationRule): string {
  return filter?.And?.Prefix ?? filter?.Prefix ?? Prefix ?? '';
}
