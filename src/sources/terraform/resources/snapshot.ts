/** From instances of resources to the snapshot's shape: the door for plans, states and sources. */
import type { RawSnapshot } from '../../snapshot/snapshot-shape.js';
import { withUnseenCode } from '../../unseen-code.js';
import type { Spot, TerraformEstate } from '../model.js';
import { anybodysProblems } from './anybodys.js';
import { inWordsOfAws } from './awscc.js';
import { addBuckets } from './buckets/buckets.js';
import { Drafts } from './drafts.js';
import { Instances } from './instances.js';
import { addKeys } from './keys.js';
import { withOrganizationPolicies } from './organizations/policies.js';
import { addRoles } from './roles/roles.js';
import { Spots } from './spots.js';

export interface TerraformFacts {
  readonly facts: RawSnapshot;
  /** What is there and cannot be judged. Sentences. */
  readonly notes: readonly string[];
  /** What an instance says at a pointer of the facts, or at the nearest place above it; null where no instance speaks of it. */
  readonly spotOf: (pointer: string) => Spot | null;
}

export function factsOf(estate: TerraformEstate): TerraformFacts {
  const drafts = new Drafts();
  const spots = new Spots();
  const instances = new Instances({
    ...estate,
    instances: estate.instances.flatMap(inWordsOfAws),
    removed: estate.removed.flatMap(inWordsOfAws),
  });
  addBuckets(drafts, instances, spots);
  addRoles(drafts, instances, spots);
  addKeys(drafts, instances, spots);
  const { facts: judged, notes } = withOrganizationPolicies(drafts.snapshot(), instances, spots);
  const facts = withUnseenCode(judged, anybodysProblems(instances, spots));
  return { facts, notes, spotOf: (pointer) => spots.find(facts, pointer) };
}
