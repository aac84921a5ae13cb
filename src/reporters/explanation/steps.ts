/** The steps of an explanation in the groups that people read them in; S3's order within each. */
import type { ExplainedRequest, ExplainedRule, QuotedStatement } from '../../report/explanation.js';

export interface StepGroup {
  readonly title: string;
  readonly requests: readonly ExplainedRequest[];
  /** Steps that may be missing without harm: a line each. */
  readonly isBrief: boolean;
  /** Shown only to those who ask for all. */
  readonly isLeftOut: boolean;
}

const groups = [
  { requirement: 'required', title: 'What S3 needs', isBrief: false, isLeftOut: false },
  {
    requirement: 'disputed',
    title: 'Where AWS’s documents disagree: never decides the verdict',
    isBrief: true,
    isLeftOut: false,
  },
  { requirement: 'optional', title: 'What S3 does not need', isBrief: true, isLeftOut: true },
] as const;

export function stepGroups({ requests }: ExplainedRule): readonly StepGroup[] {
  return groups.flatMap(({ requirement, ...group }) => {
    const own = requests.filter((request) => request.requirement === requirement);
    return own.length === 0 ? [] : [{ ...group, requests: own }];
  });
}

export const outcomeWords: Readonly<Record<ExplainedRequest['outcome'], string>> = {
  allowed: 'allowed',
  denied: 'denied',
  partly: 'denied for some keys',
  unknown: 'not decided',
};

/**
 * `kms:Decrypt on arn:…, encryption context: the bucket ARN`.
 * @param key that was asked about: a request for all objects is then one for this
 */
export function askText({ action, resource, encryptionContext }: ExplainedRequest, key: string | null): string {
  const all = /^(arn:[^:]*:s3:::[^/]+\/)\*$/u.exec(resource)?.[1];
  const asked = key === null || all === undefined ? resource : `${all}${key}`;
  const context = encryptionContext === null ? '' : `, encryption context: the ${encryptionContext}`;
  return `${action} on ${asked}${context}`;
}

const partNames: Readonly<Record<string, string>> = {
  tags: 'its tags',
  deleteMarkers: 'delete markers',
  objectLock: 'its Object Lock settings',
  ownerOverride: 'the owner of the replica',
  replicaModifications: 'changes on replicas',
  annotations: 'its annotations',
};

/** What only depends on the step, where that is not the object itself; empty else. */
export function partText({ aspect, requirement }: ExplainedRequest): string {
  return aspect === 'objects' || requirement !== 'required'
    ? ''
    : ` (only ${partNames[aspect] ?? aspect} depend on it)`;
}

export function ruleName({ replicationRule: { id, index } }: ExplainedRule): string {
  return id === null ? `replication rule number ${index + 1}` : `replication rule "${id}"`;
}

export function headText(rule: ExplainedRule, key: string | null): string {
  return `s3://${rule.source.bucket}${key === null ? '' : `/${key}`} → ${rule.destination.bucket}`;
}

export function detailTexts(rule: ExplainedRule): readonly string[] {
  const { objectClass, isDefaultClass, source, destination, role, tags } = rule;
  const place = ({ account, region }: typeof source): string =>
    `${account ?? 'account not known'} ${region ?? 'Region not known'}`;
  return [
    `${ruleName(rule)} · ${place(source)} → ${place(destination)}`,
    ...(objectClass === null
      ? []
      : [`${objectClass} objects${isDefaultClass ? ', which is what the bucket encrypts with by default' : ''}`]),
    ...(tags.length === 0 ? [] : [`only objects tagged ${tags.join(', ')}`]),
    ...(role === null ? [] : [`S3 acts as role ${role}`]),
  ];
}

/** On one line, with blanks to break at. */
export function statementLine({ statement }: QuotedStatement): string {
  return JSON.stringify(statement, null, 1).replaceAll(/\n\s*/gu, ' ');
}

/** `snapshot.json:12:5`, or the JSON pointer where the line is not known; empty for live input. */
export function locationText({ location }: QuotedStatement, nameOf: (file: string) => string): string {
  if (location === null) return '';
  const { file, line, column, pointer } = location;
  return line === null ? `${nameOf(file)} ${pointer}` : `${nameOf(file)}:${line}:${column ?? 1}`;
}
