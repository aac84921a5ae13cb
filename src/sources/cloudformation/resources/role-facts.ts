/** A role, and a managed policy, as AWS will answer about them. */
import { errorOf } from '../../build/answer.js';
import type { RawManagedPolicy, RawRole } from '../../snapshot/snapshot-shape.js';
import { openAnswer } from '../../terraform/resources/answers.js';
import type { Draft } from '../../terraform/resources/drafts.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { isList, isMap, isUnset, textOf } from '../../terraform/values.js';
import { documentOf } from '../values/documents.js';
import { answerOf, type Declared, mark } from './facts.js';

export interface Attached {
  readonly name: string;
  readonly document: Value | undefined;
  readonly by: Declared;
}

export interface RoleDraft {
  readonly one: Declared;
  readonly arn: string;
  /** Whether the role is there before. */
  readonly isThere: boolean;
  readonly inline: Attached[];
  readonly managed: string[];
  /** Why nobody knows its policies. */
  open: Unknown | null;
  /** Why nobody knows anything of it. */
  clash: Unknown | null;
}

/** A role that the templates only name. */
export interface Stranger {
  readonly arn: string;
  readonly inline: Attached[];
  readonly managed: string[];
}

export function roleFacts({ one, arn, isThere, inline, managed, open, clash }: RoleDraft): RawRole {
  const { properties } = one;
  const gap = clash ?? open;
  const listed = isThere && one.open === null;
  const attached = attachments(managed);
  const role = {
    Arn: arn,
    GetRole: answerOf(one, clash ?? detailOf(one, arn), 'AssumeRolePolicyDocument'),
    ...(listed && gap === null
      ? {
          LaidOver: laidOver(
            attached,
            ['PermissionsBoundary', 'Tags'].filter((name) => !isUnset(properties[name])),
          ),
        }
      : {
          ListRolePolicies: answerOf(one, gap ?? { PolicyNames: namesOf(inline) }, 'Policies'),
          ListAttachedRolePolicies: answerOf(one, gap ?? { AttachedPolicies: attached }, 'ManagedPolicyArns'),
        }),
    ...inlineAnswers(inline),
  } as RawRole;
  mark(one, role);
  return role;
}

export function strangerFacts({ arn, inline, managed }: Stranger, by: Declared): RawRole {
  const role = { Arn: arn, LaidOver: laidOver(attachments(managed), []), ...inlineAnswers(inline) } as Draft<RawRole>;
  mark(by, role);
  return role;
}

function laidOver(attached: readonly object[], sets: readonly string[]): object {
  return { Sets: sets, Attaches: attached, Removes: [] };
}

function attachments(managed: readonly string[]): readonly object[] {
  return [...new Set(managed)].map((PolicyArn) => ({
    PolicyArn,
    PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1),
  }));
}

function detailOf({ scope, properties, address }: Declared, arn: string): object | Unknown {
  const trust = documentOf(properties['AssumeRolePolicyDocument'], `${address}.AssumeRolePolicyDocument`, {
    marks: scope.marks,
    kind: 'trust',
  });
  const boundary = properties['PermissionsBoundary'];
  const boundaryArn = isUnset(boundary) ? null : textOf(boundary as Value);
  const tags = properties['Tags'];
  if (trust instanceof Unknown) return trust;
  if (tags instanceof Unknown) return tags;
  return {
    Role: {
      Arn: arn,
      ...(trust === null ? {} : { AssumeRolePolicyDocument: trust }),
      ...(boundaryArn === null ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: boundaryArn } }),
      ...(isList(tags) ? { Tags: tagsIn(tags) } : {}),
    },
  };
}

function tagsIn(tags: readonly Value[]): readonly object[] {
  return tags.flatMap((tag) =>
    isMap(tag) ? [{ Key: textOf(tag['Key']) ?? '', Value: textOf(tag['Value']) ?? '' }] : [],
  );
}

function namesOf(inline: readonly Attached[]): readonly string[] {
  return [...new Set(inline.map(({ name }) => name))];
}

/** Of two policies of one name the later one replaces the other, and nobody knows which that is. */
function inlineAnswers(inline: readonly Attached[]): Pick<RawRole, 'GetRolePolicy'> {
  if (inline.length === 0) return {};
  const answers = namesOf(inline).map((name) => {
    const [first, second] = inline.filter((each) => each.name === name);
    if (first === undefined) return {};
    return second === undefined ? inlineAnswer(first) : contested(first, second);
  });
  return { GetRolePolicy: answers } as Pick<RawRole, 'GetRolePolicy'>;
}

function contested({ name, by }: Attached, second: Attached): object {
  const why = `two resources set this policy of the role, and one replaces the other (${second.by.address})`;
  const answer = { PolicyName: name, Error: errorOf(openAnswer(new Unknown(by.address, why))) };
  mark(by, answer);
  return answer;
}

function inlineAnswer({ name, document, by }: Attached): object {
  const { scope, address, open } = by;
  const text = open ?? documentOf(document, `${address}.PolicyDocument`, { marks: scope.marks, kind: 'identity' });
  const answer =
    text instanceof Unknown
      ? { PolicyName: name, Error: errorOf(openAnswer(text)) }
      : { PolicyName: name, PolicyDocument: text ?? { Version: '2012-10-17', Statement: [] } };
  mark(by, answer);
  return answer;
}

export function managedPolicy(one: Declared, arn: string): RawManagedPolicy {
  const { properties, address, scope } = one;
  const document =
    one.open ??
    documentOf(properties['PolicyDocument'], `${address}.PolicyDocument`, { marks: scope.marks, kind: 'identity' });
  const policy = (
    document === null || document instanceof Unknown
      ? {
          Arn: arn,
          GetPolicyVersion: openAnswer(document ?? new Unknown(`${address}.PolicyDocument`, 'it is not set')),
        }
      : { Arn: arn, PolicyVersionList: [{ Document: document, IsDefaultVersion: true }] }
  ) as RawManagedPolicy;
  mark(one, policy, 'PolicyDocument');
  return policy;
}
