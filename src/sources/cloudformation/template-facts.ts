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
import { speaksOfReplication } from './resources/speaks-of-replication.js';
import { resourcesIn } from './template/resources-of.js';
import { isCustomResource } from './template/template.js';
import { Roles } from './resources/roles.js';
import type { NoteBook, Scope, Stack } from './values/scope.js';
import { unknownProperties } from './template/unknown-properties.js';
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

/** What the facts are made of. */
export const factTypes = [
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::IAM::Role',
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::ManagedPolicy',
  'AWS::KMS::Key',
  'AWS::KMS::ReplicaKey',
  'AWS::KMS::Alias',
  'AWS::CloudFormation::Stack',
  'AWS::CloudFormation::StackSet',
  'AWS::Organizations::Policy',
];

export function templateFacts(
  roots: readonly Stack[],
  findNested: FindNested,
  deployed: Deployed | null = null,
): TemplateFacts {
  const notes = new Notes();
  const quiet: NoteBook = { defaultTaken: () => undefined, say: () => undefined };
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
  const cases = (found ?? [onlyCase]).map((each) => caseFacts(roots, each, { findNested, notes, deployed }));
  return { cases, notes: notes.all() };
}

function caseFacts(
  roots: readonly Stack[],
  one: Case,
  { findNested, notes, deployed }: Omit<Surroundings, 'marks'>,
): CaseFacts {
  const marks = new Marks();
  const { stacks, scopeOf } = estateOf(
    roots.map((stack) => withGiven(stack, one)),
    one.choice,
    { findNested, marks, notes, deployed },
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
  roles.finish();
  for (const { scope } of all) {
    sayWhatIsNotSeen(scope, called);
    sayWhatCountsAsNew(scope);
  }
  const facts = withOrganizationPolicies(drafts.snapshot(), all);
  placeAccounts(facts, all, marks);
  return { when: one.when, facts, marks };
}

const otherBuckets: Readonly<Record<string, string>> = {
  'AWS::S3Express::DirectoryBucket': 'a directory bucket',
  'AWS::S3Tables::TableBucket': 'a table bucket',
  'AWS::S3Vectors::VectorBucket': 'a vector bucket',
  'AWS::S3Outposts::Bucket': 'a bucket on AWS Outposts',
};

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

/** Resources that may set up replication by other means. */
function sayWhatIsNotSeen(scope: Scope, called: ReadonlySet<string>): void {
  const { stack, notes } = scope;
  const { prefix, template } = stack;
  for (const macro of template.macros)
    notes.say(`The macro ${macro} may change anything in ${template.text.name}: give the processed template instead.`);
  for (const resource of resourcesIn(scope).values()) {
    const { id, type } = resource;
    for (const note of unknownProperties(resource, template.text)) notes.say(note);
    const meant = factTypes.find((known) => known !== type && known.toLowerCase() === type.toLowerCase());
    if (meant !== undefined)
      notes.say(
        `${prefix}${id} has the type ${type}, which CloudFormation does not know: it is not judged. ${meant} is meant.`,
      );
    else if (type.endsWith('::MODULE'))
      notes.say(`${prefix}${id} is a module (${type}): what it makes is not known. Give the processed template.`);
    else if (Object.hasOwn(otherBuckets, type))
      notes.say(`${prefix}${id} is ${otherBuckets[type] ?? ''}: only general purpose buckets are looked at.`);
    else if (isCustomResource(resource) && !called.has(`${prefix}${id}`) && speaksOfReplication(resource))
      notes.say(`${prefix}${id} (${type}) may set up replication: what a custom resource does is not known.`);
  }
}

class Notes implements NoteBook {
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
