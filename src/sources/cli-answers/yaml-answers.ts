/** Answers that the AWS CLI prints with `--output yaml` or `yaml-stream`: the same members as in JSON. */
import { stepsOf } from '../json/json-pointer.js';
import type { InputFile } from '../input-file.js';

/** Top-level members of all answers that are read here. */
const members = new Set(
  'Account UserId Arn Buckets Owner Prefix RoleDetailList UserDetailList GroupDetailList Policies ReplicationConfiguration Role Rules ServerSideEncryptionConfiguration OwnershipControls ObjectLockConfiguration PublicAccessBlockConfiguration TagSet Payer AbacStatus LocationConstraint BucketRegion BucketArn AccessPointAlias BucketLocationType BucketLocationName Status MFADelete TopicConfigurations QueueConfigurations LambdaFunctionConfigurations EventBridgeConfiguration RoleName PolicyName PolicyDocument PolicyNames AttachedPolicies PolicyVersion Policy KeyMetadata Grants Aliases Tags Organization Parents Jobs Job Version Id Statement TransitionDefaultMinimumObjectSize NextToken Marker IsTruncated Truncated NextMarker ResponseMetadata'.split(
    ' ',
  ),
);

const most = 64 * 1024 * 1024;

/** By the names of its members; nothing is parsed. */
export function looksLikeYamlAnswer({ text, json }: InputFile): boolean {
  if (text === null || json !== null || text.length > most) return false;
  const start = /^\uFEFF?(?:\s*(?:#[^\n]*|---[^\S\n]*)?\n)*/u.exec(text)?.[0] ?? '';
  const body = text.slice(start.length);
  // A look at the first line is enough for most files.
  if (!/^(?:- )?[A-Za-z]{1,60}:\s/u.test(body.slice(0, 100))) return false;
  const ofMembers = body.startsWith('- ') ? /^(?:- | {2})([A-Za-z]+):(?=\s)/gmu : /^([A-Za-z]+):(?=\s)/gmu;
  for (const [, name = ''] of body.matchAll(ofMembers)) if (!members.has(name)) return false;
  return true;
}

export interface YamlAnswer {
  /** One, or the pages of a stream. */
  readonly values: readonly unknown[];
  /** @param pointer into the value with that index; 1-based */
  readonly placeOf: (index: number, pointer: string) => { readonly line: number; readonly column: number };
}

/** @returns null where a text is no YAML after all */
export async function yamlAnswersIn(files: readonly InputFile[]): Promise<ReadonlyMap<InputFile, YamlAnswer>> {
  const found = new Map<InputFile, YamlAnswer>();
  const those = files.filter(looksLikeYamlAnswer);
  if (those.length === 0) return found;
  const { isNode, LineCounter, parseDocument } = await import('./yaml-package.js');
  for (const file of those) {
    const lines = new LineCounter();
    const document = parseDocument(file.text ?? '', { lineCounter: lines, prettyErrors: false, version: '1.2' });
    if (document.errors.length > 0) continue;
    const value = safely(() => document.toJS({ maxAliasCount: 0 }) as unknown);
    const isStream = Array.isArray(value);
    found.set(file, {
      values: isStream ? (value as readonly unknown[]) : [value],
      placeOf: (index, pointer) => {
        const steps = [...(isStream ? [String(index)] : []), ...stepsOf(pointer)];
        for (let length = steps.length; length >= 0; length -= 1) {
          const node = length === 0 ? document.contents : document.getIn(steps.slice(0, length), true);
          if (!isNode(node) || node.range === null || node.range === undefined) continue;
          const { line, col } = lines.linePos(node.range[0]);
          return { line, column: col };
        }
        return { line: 1, column: 1 };
      },
    });
  }
  return found;
}

/** References to other parts of the text are not what the AWS CLI prints. */
function safely(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof ReferenceError) return null;
    throw error;
  }
}
