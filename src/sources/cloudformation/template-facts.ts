/** From placed stacks to facts: one set for each case that can be deployed. */
import { shortList } from '../../basics/short-list.js';
import { Drafts } from '../terraform/resources/drafts.js';
import type { RawSnapshot } from '../snapshot/snapshot-shape.js';
import type { Deployed } from './answers/deployed.js';
import { addBucketPolicies, addBuckets, type BucketsByName } from './resources/buckets.js';
import type { Facts } from './resources/facts.js';
import { casesOf, onlyCase, withGiven, type Case } from './cases.js';
import { withOrganizationPolicies } from './resources/organization-policies.js';
import { applyCustomCalls } from './resources/custom-calls.js';
import { addKeys } from './resources/keys.js';
import { Marks } from './template/marks.js';
import { memberOf } from './template/node.js';
import { leaveOpenToMissing } from './resources/missing-templates.js';
import { sayWhatIsNotSeen } from './resources/not-seen.js';
import { resourcesIn } from './template/resources-of.js';
import { Roles } from './resources/roles.js';
import { factTypes } from './template/fact-types.js';
import { withUnseenParts } from './unseen-parts.js';
import type { NoteBook, Scope, Stack, UnseenPart } from './values/scope.js';
import type { FindNested } from './nested.js';
import { estateOf, type Surroundings } from './stacks.js';
import { askAll, isAllFound } from './values/open-tests.js';

export interface CaseFacts {
  readonly when: string;
  readonly facts: RawSnapshot;
  readonly marks: Marks;
}

export interface TemplateFacts {
  readonly cases: readonly CaseFacts[];
  readonly notes: readonly string[];
}

export function templateFacts(
  roots: readonly Stack[],
  findNested: FindNested,
  deployed: Deployed | null = null,
  unseen: readonly UnseenPart[] = [],
): TemplateFacts {
  const notes = new Notes();
  const quiet: NoteBook = { defaultTaken: () => undefined, say: () => undefined, unseen: () => undefined };
  const found = casesOf({
    roots,
    scopesIn: (one, choice) => {
      const placed = roots.map((stack) => withGiven(stack, one));
      const { stacks, scopeOf } = estateOf(placed, choice, { findNested, marks: new Marks(), notes: quiet, deployed });
      return stacks.map(scopeOf);
    },
    ask: (scope) => askAll(scope, factTypes),
    isDeployable: (scope) => isAllFound(scope, factTypes),
  });
  if (found === null)
    notes.say(
      'The conditions of the templates leave more cases open than can be looked at: what depends on them is not known. Give parameters their values with --parameters.',
    );
  const cases = (found ?? [onlyCase]).map((each) => caseFacts(roots, each, { findNested, notes, deployed, unseen }));
  return { cases, notes: notes.all() };
}

interface ForCase extends Omit<Surroundings, 'marks' | 'notes'> {
  readonly notes: Notes;
  /** What is known to be unseen before any stack is looked at. */
  readonly unseen: readonly UnseenPart[];
}

function caseFacts(roots: readonly Stack[], one: Case, { findNested, notes, deployed, unseen }: ForCase): CaseFacts {
  const marks = new Marks();
  const parts: UnseenPart[] = [...unseen];
  const heard: NoteBook = {
    defaultTaken: (stack, parameter) => notes.defaultTaken(stack, parameter),
    say: (note) => notes.say(note),
    unseen: (part) => parts.push(part),
  };
  const { stacks, missing, scopeOf } = estateOf(
    roots.map((stack) => withGiven(stack, one)),
    one.choice,
    { findNested, marks, notes: heard, deployed },
  );
  const drafts = new Drafts();
  const buckets: BucketsByName = new Map();
  const roles = new Roles();
  const all = stacks.map((stack) => ({ drafts, scope: scopeOf(stack) }));
  // An account without any resource of these is still one that the code speaks of.
  for (const { scope } of all) drafts.accountOf(scope.stack.placement);
  for (const facts of all) addBuckets(facts, buckets);
  for (const facts of all) addBucketPolicies(facts, buckets);
  for (const facts of all) roles.addRoles(facts);
  for (const facts of all) roles.addPolicies(facts);
  for (const facts of all) addKeys(facts);
  const called = new Set(all.flatMap((facts) => [...applyCustomCalls(facts, buckets, roles)]));
  for (const facts of all) leaveOpenToMissing(facts, missing, buckets, roles);
  roles.finish();
  for (const { scope } of all) {
    sayWhatIsNotSeen(scope, called);
    sayWhatCountsAsNew(scope);
  }
  const facts = withOrganizationPolicies(drafts.snapshot(), all);
  placeAccounts(facts, all, marks);
  return { when: one.when, facts: withUnseenParts(facts, parts, marks), marks };
}

/** What is said of a whole account stands at the beginning of the first template that goes to it. */
function placeAccounts({ accounts }: RawSnapshot, all: readonly Facts[], marks: Marks): void {
  for (const account of accounts) {
    const stack = all.map(({ scope }) => scope.stack).find(({ placement }) => placement.account === account.id);
    if (stack !== undefined)
      marks.set(account, {
        text: stack.template.text,
        offset: 0,
        address: stack.prefix.replace(/\/$/u, '') || 'Resources',
      });
  }
}

/** What is there has a name that the template does not say: nothing joins the two. */
function sayWhatCountsAsNew(scope: Scope): void {
  const { stack, notes } = scope;
  const { template, placement, physicalIds, prefix } = stack;
  if (placement.existing === undefined) return;
  const nameOf: Readonly<Record<string, string | null>> = {
    'AWS::S3::Bucket': 'BucketName',
    'AWS::IAM::Role': 'RoleName',
    'AWS::KMS::Key': null,
  };
  const unnamed = [...resourcesIn(scope).values()].filter(
    ({ id, type, properties }) =>
      Object.hasOwn(nameOf, type) && !physicalIds.has(id) && memberOf(properties, nameOf[type] ?? '') === undefined,
  );
  if (unnamed.length > 0)
    notes.say(
      `${shortList(
        unnamed.map(({ id }) => `${prefix}${id}`),
        5,
      )} of ${template.text.name} ${unnamed.length === 1 ? 'has no name' : 'have no names'} in the template, and ${unnamed.length === 1 ? 'counts' : 'count'} as new. If the stack is deployed, add the answer of aws cloudformation list-stack-resources, which says what they are called.`,
    );
}

class Notes implements Omit<NoteBook, 'unseen'> {
  readonly #said = new Set<string>();
  readonly #defaults = new Map<string, Set<string>>();

  defaultTaken({ template, prefix }: Stack, parameter: string): void {
    if (parameter === 'BootstrapVersion') return;
    const names = this.#defaults.get(template.text.name) ?? new Set();
    this.#defaults.set(template.text.name, names.add(`${prefix}${parameter}`));
  }

  say(note: string): void {
    this.#said.add(note);
  }

  all(): readonly string[] {
    const defaults = [...this.#defaults].map(
      ([file, names]) =>
        `Assumed that parameters of ${file} have their defaults: ${[...names].sort().slice(0, 20).join(', ')}. Give other values with --parameters.`,
    );
    return [...defaults, ...this.#said].slice(0, 50);
  }
}
