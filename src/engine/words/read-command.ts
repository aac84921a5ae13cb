/** The command of the AWS CLI that answers a question about what could not be read, for whoever owns the thing. */
import { hasBucketNameForm, isAccountId } from '../../basics/aws-names.js';
import { keyIdOfArn, regionOfArn } from '../../estate/arn.js';
import { readOfAccount, readOfBucket, readOfKey, readOfRole } from '../../basics/read-words.js';
import { shellWord } from '../../basics/shell-word.js';
import { hasStandIn } from '../../basics/stand-in.js';

const ofRoles: ReadonlySet<string> = new Set(['GetRole', 'ListRolePolicies', 'ListAttachedRolePolicies']);
const ofKeys: ReadonlySet<string> = new Set(['DescribeKey', 'GetKeyPolicy', 'ListGrants', 'ListResourceTags']);

const roleArn = /^arn:[a-z-]+:iam::\d{12}:role\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]+$/u;

const aliasArn = /^arn:[a-z-]+:kms:([a-z\d-]+):\d{12}:alias\/[\w/-]+$/u;

/**
 * @param subject - ARN, bucket name or account id, as a stranger may have written it
 * @returns null where one command does not answer, or the subject has not the form of its kind
 */
export function readCommand(operation: string, subject: string): string | null {
  const words = wordsOf(operation, subject);
  return words === null ? null : ['aws', ...words].map(shellWord).join(' ');
}

function wordsOf(operation: string, subject: string): readonly string[] | null {
  if (hasStandIn(subject)) return null;
  if (ofKeys.has(operation) && /^[\w-]+$/u.test(keyIdOfArn(subject) ?? '')) {
    const region = regionOfArn(subject);
    return region === null ? null : readOfKey(operation, subject, region);
  }
  const alias = operation === 'DescribeKey' ? aliasArn.exec(subject) : null;
  if (alias !== null) return readOfKey(operation, subject, alias[1] ?? '');
  if (ofRoles.has(operation) && roleArn.test(subject)) return readOfRole(operation, subject);
  if (operation === 'GetPublicAccessBlock' && isAccountId(subject)) return readOfAccount(operation, subject);
  const isOfBucket = /^(?:GetBucket|HeadBucket$|GetObjectLockConfiguration$|GetPublicAccessBlock$)/u.test(operation);
  return isOfBucket && hasBucketNameForm(subject) ? readOfBucket(operation, subject) : null;
}
