/** What other tools, and this one, write that is no input: known by its members. */
import { isObject, type JsonObject } from '../shape.js';
import type { Look } from './look.js';

const hasAll = (document: JsonObject, ...members: readonly string[]): boolean =>
  members.every((member) => Object.hasOwn(document, member));

const readAccounts =
  'They do not hold the configuration that they are about. Audit it: `replint audit` reads the accounts, and `replint collect -o FILE` writes a snapshot.';
const findings: Look = {
  message: 'These are findings of a security tool (ASFF, as Security Hub has it).',
  help: readAccounts,
};
const events: Look = { message: 'These are findings of a security tool (OCSF).', help: readAccounts };
const fromTemplate =
  'Give the template: `aws cloudformation get-template --template-stage Processed --stack-name STACK`, with `--change-set-name` for that of a change set.';
/** A report of ours. */
export const report: Look = {
  message: 'This is a report of replint, not a snapshot.',
  help: 'Give the snapshot that the report was made from.',
};

/** @returns null where it is known as none of them */
export function ofOtherTool(document: JsonObject): Look | null {
  const { Findings: found, runs } = document;
  if (hasAll(document, 'ChangeSetName', 'StackName') || hasAll(document, 'ChangeSetId', 'Changes'))
    return { message: 'This is a CloudFormation change set, which does not hold the template.', help: fromTemplate };
  if (
    hasAll(document, 'StackResources') ||
    hasAll(document, 'StackResourceSummaries') ||
    hasAll(document, 'StackResourceDetail')
  )
    return { message: 'This names the resources of a stack, and does not describe them.', help: fromTemplate };
  if (hasAll(document, 'Stacks') && Array.isArray(document['Stacks']))
    return { message: 'This describes stacks, and does not hold their templates.', help: fromTemplate };
  if (isFinding(document) || (Array.isArray(found) && isObject(found[0]) && isFinding(found[0]))) return findings;
  if (isEvent(document)) return events;
  if (Array.isArray(runs) && isObject(runs[0]) && isOwn(runs[0])) return report;
  return null;
}

function isFinding(document: JsonObject): boolean {
  return hasAll(document, 'SchemaVersion', 'ProductArn');
}

/** Source: OCSF schema, base event. */
function isEvent(document: JsonObject): boolean {
  return hasAll(document, 'class_uid') || hasAll(document, 'finding_info');
}

function isOwn({ tool }: JsonObject): boolean {
  const driver = isObject(tool) ? tool['driver'] : null;
  return isObject(driver) && driver['name'] === 'replint';
}

const whole = 'Give the whole answer of the AWS CLI, as JSON: leave `--query` out.';

/** A list: no answer of the AWS CLI is one. */
export function ofList([first]: readonly unknown[]): Look | null {
  if (first === undefined) return null;
  if (!isObject(first))
    return { message: 'This is a list of values, as `--query` makes of an answer of the AWS CLI.', help: whole };
  if (isFinding(first)) return findings;
  if (isEvent(first)) return events;
  if (isObject(first['Destination']) && typeof first['Status'] === 'string')
    return { message: 'These are replication rules without their role, as `--query` cuts them out.', help: whole };
  if (answersOfLists.some((members) => hasAll(first, ...members)))
    return { message: 'This is a list that `--query` cut out of an answer of the AWS CLI.', help: whole };
  return null;
}

/** Members of what answers list: buckets, roles, keys, grants, policies, jobs, versions. */
const answersOfLists: readonly (readonly string[])[] = [
  ['Name', 'CreationDate'],
  ['RoleName', 'Arn'],
  ['PolicyName', 'PolicyArn'],
  ['PolicyName', 'Arn'],
  ['KeyId', 'KeyArn'],
  ['AliasName', 'AliasArn'],
  ['GrantId', 'GranteePrincipal'],
  ['JobId', 'Operation'],
  ['PolicyName', 'PolicyDocument'],
];
