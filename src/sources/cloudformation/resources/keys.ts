/** KMS keys, replicas of multi-Region keys, and aliases. CloudFormation makes no grants. */
import { nameStandIns, openText } from '../../../basics/stand-in.js';
import { partsOf, rootArn } from '../../../estate/arn.js';
import type { RawKmsKey } from '../../snapshot/snapshot-shape.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { isUnset, textOf } from '../../terraform/values.js';
import { documentOf } from '../values/documents.js';
import { answerOf, declared, type Declared, type Facts, mark } from './facts.js';
import { isReplicaKey, keyArn, keyId } from '../values/names.js';
import { flagOf } from './spelling.js';

export function addKeys(facts: Facts): void {
  const { placement } = facts.scope.stack;
  const account = facts.drafts.accountOf(placement);
  for (const one of declared(facts, ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'])) {
    const arn = keyArn(one);
    const key = {
      Arn: arn,
      ...(placement.existing?.keys.has(arn) === true ? statedOnly(one) : answersOf(one)),
    } as RawKmsKey;
    mark(one, key);
    account.keys.push(key);
  }
  for (const one of declared(facts, ['AWS::KMS::Alias'])) {
    const name = textOf(one.properties['AliasName']);
    const target = textOf(one.properties['TargetKeyId']);
    if (name === null || target === null || one.open !== null) continue;
    const id = target.includes('key/') ? target.slice(target.lastIndexOf('key/') + 4) : target;
    const alias = {
      AliasName: name,
      AliasArn: `arn:${placement.partition}:kms:${placement.region}:${placement.account}:${name}`,
      TargetKeyId: id,
    };
    const index = account.aliases.findIndex(({ AliasArn }) => AliasArn === alias.AliasArn);
    if (index < 0) account.aliases.push(alias);
    else if (account.aliases[index]?.TargetKeyId !== id) {
      // Only one of the two can be there: what it is an alias of is open.
      account.aliases[index] = { ...alias, TargetKeyId: openText(`the key of ${name}`) };
      one.scope.notes.say(
        `${one.address} is a second alias ${nameStandIns(name)} in one account and Region: only one can be deployed.`,
      );
    }
  }
}

function answersOf(one: Declared): Partial<RawKmsKey> {
  return {
    DescribeKey: answerOf(one, describe(one)),
    GetKeyPolicy: answerOf(one, policyOf(one), 'KeyPolicy'),
    ListGrants: answerOf(one, { Grants: [] }),
  } as Partial<RawKmsKey>;
}

/** Of a key that is there before, grants stay, and what the template leaves out. */
function statedOnly(one: Declared): Partial<RawKmsKey> {
  const { DescribeKey, GetKeyPolicy } = answersOf(one);
  const isStated = (name: string): boolean => one.open !== null || !isUnset(one.properties[name]);
  return {
    ...(isStated('Enabled') ? { DescribeKey } : {}),
    ...(isStated('KeyPolicy') ? { GetKeyPolicy } : {}),
  } as Partial<RawKmsKey>;
}

function describe(one: Declared): object | Unknown {
  const { properties, resource, scope } = one;
  const enabled = flagOf(properties['Enabled']);
  const isReplica = isReplicaKey(resource);
  const multiRegion = isReplica ? true : flagOf(properties['MultiRegion']);
  if (enabled instanceof Unknown) return enabled;
  if (multiRegion instanceof Unknown) return multiRegion;
  const origin = initial(properties['Origin'], 'AWS_KMS');
  if (origin === 'EXTERNAL')
    return new Unknown(`${one.address}.KeyState`, 'its key material is imported by hand, after it is made');
  const state = enabled === false ? 'Disabled' : 'Enabled';
  const primary = isReplica ? partsOf(textOf(properties['PrimaryKeyArn']) ?? '')?.region : scope.stack.placement.region;
  return {
    KeyMetadata: {
      KeyId: keyId(one),
      Arn: keyArn(one),
      KeyState: state,
      Enabled: state === 'Enabled',
      KeyUsage: initial(properties['KeyUsage'], 'ENCRYPT_DECRYPT'),
      KeySpec: initial(properties['KeySpec'], 'SYMMETRIC_DEFAULT'),
      KeyManager: 'CUSTOMER',
      Origin: origin,
      MultiRegion: multiRegion ?? false,
      ...(multiRegion === true
        ? {
            MultiRegionConfiguration: {
              MultiRegionKeyType: isReplica ? 'REPLICA' : 'PRIMARY',
              PrimaryKey: primary === undefined ? {} : { Region: primary },
            },
          }
        : {}),
    },
  };
}

function initial(value: Value | undefined, byDefault: string): string {
  return isUnset(value) ? byDefault : (textOf(value as Value) ?? byDefault);
}

/** Source: CloudFormation Template Reference, AWS::KMS::Key, KeyPolicy: without one, KMS attaches its default key policy. */
function policyOf({ properties, address, scope }: Declared): object | Unknown {
  const document = documentOf(properties['KeyPolicy'], `${address}.KeyPolicy`, {
    marks: scope.marks,
    kind: 'resource',
  });
  if (document instanceof Unknown) return document;
  if (document !== null) return { Policy: document };
  const { partition, account } = scope.stack.placement;
  const statement = {
    Sid: 'Enable IAM User Permissions',
    Effect: 'Allow',
    Principal: { AWS: rootArn(partition, account) },
    Action: 'kms:*',
    Resource: '*',
  };
  return { Policy: { Version: '2012-10-17', Id: 'key-default-1', Statement: [statement] } };
}
