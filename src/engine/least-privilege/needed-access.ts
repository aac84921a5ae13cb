/** What replication rules need of their role: actions on resources, row by row of the request table. */
import type { Target } from '../../replication/targets.js';
import {
  concatGlobs,
  type Glob,
  literalGlob,
  ofGlob,
  ofPattern,
  ofText,
  parseGlob,
  type StringSet,
} from '../../policy/strings/index.js';
import { hasStandIn, holdsOpenValue, stretchesOf } from '../../basics/stand-in.js';
import { suspicionOf } from '../../replication/configuration/suspicious-prefix.js';
import { requestRows } from '../../replication/requests/index.js';
import { regionName } from '../pairs/region-name.js';
import { sourceKeysOf } from '../pairs/keys.js';
import { bucketArn, everyKeyArn } from '../../estate/arn.js';
import { isKms } from '../../report/model.js';
import type { KeyReference, NeededAccess, Pair } from '../shapes/model.js';

const anyRest = parseGlob('*');
function beginning(text: string): StringSet {
  return ofGlob(concatGlobs(couldBeThat(text), anyRest));
}

/** A name that is not known yet may be any: nothing that could be it is too much. */
function couldBeThat(text: string): Glob {
  return concatGlobs(
    ...stretchesOf(text).map((each) =>
      each.kind === 'stand-in' && each.standIn.isOpen ? anyRest : literalGlob(each.text),
    ),
  );
}

function exactly(text: string): StringSet {
  return holdsOpenValue(text) ? ofGlob(couldBeThat(text)) : ofText(text);
}

/** A prefix that is not known may be empty: all keys behind what is known of it may be needed. */
function fixedPart(prefix: string): string {
  const [first] = stretchesOf(prefix);
  return hasStandIn(prefix) ? (first?.kind === 'text' ? first.text : '') : prefix;
}

interface Place {
  readonly resources: StringSet;
  /** For people. */
  readonly resourceText: string;
}

/** What one replication rule needs of its role: required, disputed and optional rows alike, disabled rules too. */
export function neededBy(pair: Pair): readonly NeededAccess[] {
  const needed: NeededAccess[] = [];
  const { source, destination } = pair;
  const sourceArn = bucketArn(source);
  // Nothing is replicated between partitions: what is needed once that is put right.
  const isOpenArn = destination.partition === '';
  const destinationArn = isOpenArn
    ? destination.name
    : bucketArn({ partition: source.partition, name: destination.name });
  const facts = { ...pair.facts, replicatesKms: meansKms(pair) };
  // What is needed beside a prefix that can hardly be meant shows once it is put right.
  const prefix =
    suspicionOf(pair.selected.selection.prefix, source.name) === null ? pair.selected.selection.prefix : '';
  const objectsOf = (arn: string): Place => ({
    resources: beginning(`${arn}/${fixedPart(prefix)}`),
    resourceText: `${arn}/${prefix}*`,
  });
  // A key whose ARN is not known may be any of its account and Region.
  const ofKeys = (keys: readonly Pick<KeyReference, 'arn' | 'account' | 'region'>[]): readonly Place[] =>
    keys.map(({ arn, account, region }) => {
      if (arn !== null) return { resources: exactly(arn), resourceText: arn };
      const resourceText = everyKeyArn({ partition: source.partition, region, account });
      return { resources: ofPattern(resourceText), resourceText };
    });
  const places: Readonly<Record<Target, readonly Place[]>> = {
    // What S3 needs to take the role is not the role's own need.
    role: [],
    'source-bucket': [{ resources: exactly(sourceArn), resourceText: sourceArn }],
    'destination-bucket': [{ resources: exactly(destinationArn), resourceText: destinationArn }],
    'source-objects': [objectsOf(sourceArn)],
    'destination-objects': [objectsOf(destinationArn)],
    'source-key': facts.replicatesKms ? neededSourceKeys(pair, ofKeys) : [],
    'replica-key': facts.replicatesKms ? ofKeys(replicaKeysOf(pair)) : [],
    'destination-default-key': [],
    'batch-job': [],
    'batch-files': [],
    'batch-key': [],
  };
  for (const { row, actions } of rowsOfTheRole) {
    if (row.applies(facts) === false) continue;
    for (const action of actions) {
      for (const { resources, resourceText } of places[row.target])
        needed.push({ action, resources, resourceText, row, pair });
    }
  }
  return needed;
}

/** With a named key and the related one both given, S3 may use either: neither is too much. */
function replicaKeysOf(pair: Pair): readonly Pick<KeyReference, 'arn' | 'account' | 'region'>[] {
  const related = (pair.kms.relatedKeys ?? []).flatMap((each) => (each.state === 'found' ? [each.key] : []));
  const keys = new Map([...pair.kms.replicaKeys, ...related].map((key) => [key.arn ?? key.configured, key]));
  return keys.size === 0 ? [unnamedKey(pair)] : [...keys.values()];
}

/**
 * Half of what was meant counts as all of it: a replica key without the selection of KMS objects, or a source that encrypts with KMS
 * whose objects are not selected. Once that is put right, the role needs its keys.
 */
function meansKms({ facts, defaultClass }: Pair): boolean {
  return facts.replicatesKms || facts.replicaKeyConfigured || (defaultClass !== null && isKms(defaultClass));
}

function unnamedKey({ destination }: Pair): Pick<KeyReference, 'arn' | 'account' | 'region'> {
  return { arn: null, account: destination.account, region: destination.region };
}

/** Rows that ask for a right of the role's, with all actions that may do. */
const rowsOfTheRole = requestRows
  .filter(({ derived, callKind }) => derived && callKind !== 'assume-role')
  .map((row) => ({ row, actions: [row.action, ...row.alternatives.map(({ action }) => action)] }));

/** Where the default encryption is not KMS, every key of the source Region may protect objects that the rule selects. */
function neededSourceKeys(pair: Pair, ofKeys: (keys: readonly KeyReference[]) => readonly Place[]): readonly Place[] {
  // The bucket's default key is nobody's excess, though services may bring keys of their own.
  const { estate, source, settings } = pair;
  const keys = sourceKeysOf(estate, source, settings, []);
  if (keys.length > 0) return ofKeys(keys);
  const { partition } = source;
  const resourceText = everyKeyArn({ partition, region: regionName(source), account: null });
  return [{ resources: ofPattern(resourceText), resourceText }];
}
