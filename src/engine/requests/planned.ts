/** What is asked for a replication rule hangs on few facts: worked out once for all rules that share them. */
import type { PairFacts, RequestRow } from '../../replication/model.js';
import { objectClasses, type ObjectClass } from '../../report/model.js';
import type { DecidedRequest } from '../shapes/model.js';
import type { EngineSettings, PairBase } from '../shapes/subjects.js';
import { isRequestMade } from './answered.js';
import { type AskedAction, askedRows } from './asked-rows.js';

type ContextForm = DecidedRequest['contextForm'];

/** A row that S3 asks, or may ask, with all that differs between its requests but for their places. */
export interface PlannedRow {
  readonly row: RequestRow;
  /** False: whether S3 makes the request at all cannot be told from what is known. */
  readonly isCertain: boolean;
  /** S3's order. */
  readonly classes: readonly PlannedClass[];
  /** Every action once, as it is asked first. */
  readonly firsts: readonly FirstAsked[];
}

interface PlannedClass {
  readonly objectClass: ObjectClass;
  readonly actions: readonly AskedAction[];
  readonly forms: readonly ContextForm[];
}

interface FirstAsked {
  readonly asked: AskedAction;
  readonly objectClass: ObjectClass;
  readonly contextForm: ContextForm;
}

const plans = new WeakMap<EngineSettings, Map<string, readonly PlannedRow[]>>();

/** In S3's order: rows as the table has them, for each class of objects. */
export function plannedRows(pair: PairBase): readonly PlannedRow[] {
  const { settings, facts, selected } = pair;
  let bySettings = plans.get(settings);
  if (bySettings === undefined) plans.set(settings, (bySettings = new Map()));
  const classes = objectClasses.filter((objectClass) => selected.selectsClass(objectClass));
  const id = `${classes.join()} ${factNames.map((name) => String(facts[name])).join()}`;
  let plan = bySettings.get(id);
  if (plan === undefined) bySettings.set(id, (plan = planFor(pair, classes)));
  return plan;
}

/** All that rows look at. */
const factNames = Object.keys({
  schema: true,
  crossAccount: true,
  deleteMarkers: true,
  ownerOverride: true,
  replicaModifications: true,
  replicatesKms: true,
  objectLock: true,
  sourceBucketKey: true,
  destinationBucketKey: true,
  replicaKeyConfigured: true,
  replicaKeyIsAwsManaged: true,
  destinationOwnerEnforced: true,
  destinationDefaultIsKms: true,
} satisfies Readonly<Record<keyof PairFacts, true>>) as readonly (keyof PairFacts)[];

function planFor(pair: PairBase, selected: readonly ObjectClass[]): readonly PlannedRow[] {
  return askedRows.flatMap(({ row, actions: asked }) => {
    const isCertain = isMade(row, pair);
    if (isCertain === false) return [];
    const classes = selected
      .filter((objectClass) => row.objectClasses.includes(objectClass))
      .map((objectClass) => ({
        objectClass,
        actions: asked.filter(({ classes }) => classes.includes(objectClass)),
        forms: contextForms(row, pair, objectClass),
      }));
    return [{ row, isCertain: isCertain === true, classes, firsts: firstsOf(classes) }];
  });
}

function firstsOf(classes: readonly PlannedClass[]): readonly FirstAsked[] {
  const firsts = new Map<AskedAction, FirstAsked>();
  for (const { objectClass, actions, forms } of classes) {
    const [contextForm] = forms;
    if (contextForm === undefined) continue;
    for (const asked of actions) if (!firsts.has(asked)) firsts.set(asked, { asked, objectClass, contextForm });
  }
  return [...firsts.values()];
}

/** Null = not known, or not documented and not answered by the owner. */
function isMade(row: RequestRow, { facts, settings }: PairBase): boolean | null {
  const applies = row.applies(facts);
  const isUndocumented = applies === null && (row.undocumented?.(facts) ?? null) !== null;
  return isUndocumented ? isRequestMade(settings, row.id) : applies;
}

const noForm = [null] as const;

/** One object each, which tells forms apart. */
const contextFormsOf = {
  'bucket-arn': { expected: { form: 'bucket-arn', expected: true }, other: { form: 'bucket-arn', expected: false } },
  'object-arn': { expected: { form: 'object-arn', expected: true }, other: { form: 'object-arn', expected: false } },
} as const;

function contextForms(row: RequestRow, pair: PairBase, objectClass: ObjectClass): readonly ContextForm[] {
  if (row.callKind !== 'kms') return noForm;
  const { expected, other } = row.encryptionContext(pair.facts, objectClass);
  if (expected.length + other.length === 0) return noForm;
  return [...expected.map((form) => contextFormsOf[form].expected), ...other.map((form) => contextFormsOf[form].other)];
}
