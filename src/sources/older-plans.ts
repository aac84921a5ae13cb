/** A plan that is older than what it stands beside: it may call unchanged what has changed since. */
import { secondsOf } from '../basics/instant.js';
import type { Reading } from './adapter.js';

interface Dated {
  readonly name: string;
  readonly at: string;
  readonly seconds: number;
}

function dated({ name, facts }: Reading): readonly Dated[] {
  const at = facts?.collectedAt;
  const seconds = typeof at === 'string' ? secondsOf(at) : null;
  return typeof at !== 'string' || seconds === null ? [] : [{ name, at, seconds }];
}

/** Sentences for the report, one for each plan that something newer was given with. */
export function olderPlans(readings: readonly Reading[]): readonly string[] {
  const isPlan = ({ kind }: Reading): boolean => kind === 'terraform-plan';
  const others = readings.filter((reading) => !isPlan(reading)).flatMap(dated);
  return readings
    .filter(isPlan)
    .flatMap(dated)
    .flatMap((plan) => {
      const newer = others.filter(({ seconds }) => seconds > plan.seconds);
      const [first] = newer;
      if (first === undefined) return [];
      const more = newer.length === 1 ? '' : ` and ${newer.length - 1} more`;
      return [
        `${plan.name} was made at ${plan.at}, before what ${first.name}${more} holds was read (${first.at}). What the plan calls unchanged may have changed since: make the plan again.`,
      ];
    });
}
