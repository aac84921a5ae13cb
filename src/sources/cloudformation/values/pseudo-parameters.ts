/** Values that CloudFormation gives by where a stack is, and the conditions that ask for them. */
import { isAccountId } from '../../../basics/aws-names.js';
import { nameStandIns, openText, standIn } from '../../../basics/stand-in.js';
import { partitions } from '../../../estate/partitions.js';
import { Unknown, type Value } from '../../terraform/model.js';
import type { Placement, Scope, Stack } from './scope.js';

/** Null = there is no such pseudo parameter. */
export function pseudoParameter(name: string, { stack: { placement, prefix } }: Scope): Value | null {
  switch (name) {
    case 'AWS::AccountId':
      return placement.account;
    case 'AWS::Region':
      return placement.region;
    case 'AWS::Partition':
      return placement.partition;
    case 'AWS::URLSuffix':
      return suffixOf(placement);
    case 'AWS::StackName':
      return placement.stackName ?? openText(`${prefix}AWS::StackName`);
    case 'AWS::StackId':
      return standIn('text', `${prefix}AWS::StackId`);
    case 'AWS::NotificationARNs':
      return new Unknown(`${prefix}AWS::NotificationARNs`, 'it is given when the stack is deployed');
    default:
      return null;
  }
}

/** Source: CloudFormation Template Reference, "Pseudo parameters reference", AWS::URLSuffix. */
const suffixes: Readonly<Record<string, string>> = { aws: 'amazonaws.com', 'aws-cn': 'amazonaws.com.cn' };

function suffixOf({ partition, openPartition }: Pick<Placement, 'partition' | 'openPartition'>): string {
  return partition === openPartition ? openSuffix(partition) : (suffixes[partition] ?? 'amazonaws.com');
}

function openSuffix(openPartition: string): string {
  return openText(nameStandIns(openPartition).replace('AWS::Partition', 'AWS::URLSuffix'));
}

/** A condition that asks for the partition of a stack of which nobody says where it is: it has no answer yet. */
export function asAsked(scope: Scope): Scope {
  const { placement } = scope.stack;
  const { openPartition } = placement;
  return openPartition === undefined || placement.partition === openPartition
    ? scope
    : { ...scope, stack: { ...scope.stack, placement: { ...placement, partition: openPartition } } };
}

/** A part of where a stack is. */
export interface PartOfPlace {
  readonly kind: 'account' | 'region' | 'partition';
  /** What stands for it in the stack's placement. */
  readonly subject: string;
  /** Whether what is asked for is equal to a text where the part has some value. */
  readonly holds: (open: string, text: string, value: string) => boolean;
  /** Whether it can ever be equal to the text. */
  readonly isPossible: (text: string) => boolean;
}

const isSame: PartOfPlace['holds'] = (_, text, value) => text === value;

/** Null where the text stands for no part of the stack's place. */
export function partOfPlace(
  open: string,
  { placement: { account, region, openPartition } }: Stack,
): PartOfPlace | null {
  if (open === region) return { kind: 'region', subject: open, holds: isSame, isPossible: isRegion };
  if (open === account) return { kind: 'account', subject: open, holds: isSame, isPossible: isAccountId };
  if (openPartition === undefined || (open !== openPartition && open !== openSuffix(openPartition))) return null;
  const holds: PartOfPlace['holds'] = (asked, text, value) =>
    (asked === openPartition ? value : suffixOf({ partition: value })) === text;
  const isPossible = (text: string): boolean => partitions.some((each) => holds(open, text, each));
  return { kind: 'partition', subject: openPartition, holds, isPossible };
}

function isRegion(text: string): boolean {
  return /^[a-z]{2,8}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/u.test(text);
}
