/** The outcome of a replication rule in one or two plain sentences. */
import type { ExplainedRequest, ExplainedRule } from '../../report/explanation.js';

/** What keeps the object itself from arriving, or may. */
export function isObstacle({ requirement, aspect, outcome }: ExplainedRequest): boolean {
  return requirement === 'required' && aspect === 'objects' && outcome !== 'allowed';
}

function openText(count: number, key: string | null): string {
  const subject = key === null ? 'Whether such objects arrive' : 'Whether the object arrives';
  const depends = count === 0 ? '' : `: it depends on ${count} open question${count === 1 ? '' : 's'}`;
  return `${subject} is not decided${depends}.`;
}

export function summaryOf({
  objectClass,
  verdict,
  open,
  settings,
  requests,
  key,
}: Pick<ExplainedRule, 'objectClass' | 'verdict' | 'open' | 'settings' | 'requests'> & {
  readonly key: string | null;
}): string {
  if (objectClass === null)
    return 'The default encryption of the bucket is not known: name the object class to get an answer for it.';
  const subject = key === null ? `Every ${objectClass} object that the rule selects` : 'The object';
  const broken = settings.filter(({ state }) => state === 'broken');
  const obstacles = requests.filter(isObstacle);
  const [first] = obstacles.filter(({ outcome }) => outcome === 'denied' || outcome === 'partly');
  const at = first === undefined ? '' : `. The first request to fail is step ${first.step}, ${first.action}`;
  switch (verdict) {
    case 'replicates': {
      const part = requests.find(
        ({ requirement, aspect, outcome }) =>
          requirement === 'required' && aspect !== 'objects' && outcome === 'denied',
      );
      return `${subject} arrives.${part === undefined ? '' : ` Part of it does not: see step ${part.step}.`}`;
    }
    case 'fails':
      return broken.length > 0
        ? `${key === null ? 'No such object' : 'The object does not'} ${key === null ? 'arrives' : 'arrive'}: ${broken.length === 1 ? 'a setting is' : `${broken.length} settings are`} not as replication needs it${at}.`
        : `${key === null ? 'No such object arrives' : 'The object does not arrive'}${at}.`;
    case 'partly':
      return `Some objects arrive, others do not${at}.`;
    default:
      return openText(open.length, key);
  }
}
