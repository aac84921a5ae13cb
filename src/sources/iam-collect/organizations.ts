/**
 * Organizations of the store: who is a member, the way up from an account to the root, and the policies on each level. The documentation
 * names the files and what they are about, not their members: a level is read where its members can mean one thing only, and a way with
 * a gap leaves the policies uncollected.
 * Source: docs/AgentInstructions.md of iam-collect, "Organizations Structure", "Organization Files", "Index Files".
 */
import { isAccountId } from '../../basics/aws-names.js';
import { isPolicyDocument } from '../cli-answers/operations.js';
import type { Placed } from '../cli-answers/placing/placing.js';
import { isObject, type JsonObject } from '../shape.js';
import type { StoredFile } from './layout.js';
import { placed } from './placed.js';
import { jsonOf, textAt } from './resources.js';

/** @param files - of one store, of `organizations` and `indexes` */
export function organizationAnswers(files: readonly StoredFile[]): readonly Placed[] {
  const ids = new Set(files.filter(({ part }) => part === 'organizations').map(({ owner }) => owner));
  return [...ids].flatMap((id) => {
    const own = files.filter(({ part, owner }) => part === 'organizations' && owner === id);
    return [...policyAnswers(own), ...levelAnswers(own), ...membership(id, own, files)];
  });
}

/** Whether an account manages the organization is said by the metadata alone. */
function membership(id: string, own: readonly StoredFile[], files: readonly StoredFile[]): readonly Placed[] {
  const metadata = own.find(({ folders, name }) => folders.length === 0 && name === 'metadata');
  const manager = textAt(metadata, 'masterAccountId') ?? textAt(metadata, 'managementAccountId');
  const index = files.find(({ part, name }) => part === 'indexes' && name === 'accounts-to-orgs');
  const members = jsonOf(index);
  if (metadata === undefined || manager === null || !isObject(members)) return [];
  return Object.entries(members)
    .filter(([account, organization]) => isAccountId(account) && organization === id)
    .map(([account]) =>
      placed({
        operation: 'DescribeOrganization',
        subject: account,
        account,
        value: { Organization: { Id: id, MasterAccountId: manager } },
        file: metadata.file,
      }),
    );
}

function policyAnswers(own: readonly StoredFile[]): readonly Placed[] {
  return own.flatMap((stored) => {
    const [folder, id] = stored.folders;
    const document = jsonOf(stored);
    if (stored.name !== 'policy' || id === undefined || !isPolicyDocument(document)) return [];
    if (folder !== 'scps' && folder !== 'rcps') return [];
    return [
      placed({
        operation: 'DescribePolicy',
        subject: id,
        account: null,
        value: { Policy: { PolicySummary: { Id: id }, Content: document } },
        wrapped: ['Policy', 'Content'],
        file: stored.file,
      }),
    ];
  });
}

interface Level {
  readonly id: string;
  readonly parent: string | null;
  readonly record: JsonObject;
  readonly stored: StoredFile;
}

const kinds = [
  { filter: 'SERVICE_CONTROL_POLICY', member: /^(?:scps?|serviceControlPolic(?:y|ies))$/iu },
  { filter: 'RESOURCE_CONTROL_POLICY', member: /^(?:rcps?|resourceControlPolic(?:y|ies))$/iu },
] as const;

function levelAnswers(own: readonly StoredFile[]): readonly Placed[] {
  return own
    .filter(
      ({ folders, name }) =>
        (folders.length === 0 && (name === 'accounts' || name === 'structure')) ||
        (folders[0] === 'ous' && name === 'metadata'),
    )
    .flatMap((stored) => levelsIn(jsonOf(stored), stored))
    .flatMap((level) => [...(level.parent === null ? [] : [parentAnswer(level, level.parent)]), ...attached(level)]);
}

const deepest = 20;

/** Every record with an id of an account, a unit or a root, however the file nests them. */
function levelsIn(value: unknown, stored: StoredFile): readonly Level[] {
  const levels: Level[] = [];
  const todo = [{ value, key: '', above: stored.folders[1] ?? (null as string | null), depth: 0 }];
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { value: each, key, above, depth } = next;
    if (depth > deepest) continue;
    if (Array.isArray(each)) {
      for (const element of each as readonly unknown[]) todo.push({ value: element, key: '', above, depth: depth + 1 });
      continue;
    }
    if (!isObject(each)) continue;
    const id = idOf(each, key);
    if (id !== null)
      levels.push({ id, parent: parentOf(each) ?? (above === id ? null : unitOr(above)), record: each, stored });
    for (const [name, member] of Object.entries(each))
      if (typeof member === 'object' && member !== null)
        todo.push({ value: member, key: name, above: id ?? above, depth: depth + 1 });
  }
  return levels;
}

const target = /^(?:\d{12}|ou-[a-z\d]+-[a-z\d]+|r-[a-z\d]+)$/u;

function idOf(record: JsonObject, key: string): string | null {
  if (target.test(key)) return key;
  const id = record['id'] ?? record['Id'] ?? record['accountId'];
  return typeof id === 'string' && target.test(id) ? id : null;
}

function unitOr(id: string | null): string | null {
  return id !== null && /^(?:ou|r)-/u.test(id) ? id : null;
}

function parentOf(record: JsonObject): string | null {
  const names = Object.keys(record).filter((name) =>
    /^(?:ou|ouId|parent|parentId|organizationalUnit(?:Id)?)$/iu.test(name),
  );
  const parents = new Set(
    names
      .map((name) => record[name])
      .filter((id) => typeof id === 'string')
      .map(lastStep),
  );
  const [only] = parents;
  return parents.size === 1 && only !== undefined ? unitOr(only) : null;
}

function lastStep(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}

function parentAnswer({ id, stored }: Level, parent: string): Placed {
  const Type = parent.startsWith('r-') ? 'ROOT' : 'ORGANIZATIONAL_UNIT';
  return placed({
    operation: 'ListParents',
    subject: id,
    account: null,
    value: { Parents: [{ Id: parent, Type }] },
    file: stored.file,
  });
}

function attached({ id, record, stored }: Level): readonly Placed[] {
  return kinds.flatMap(({ filter, member }) => {
    const name = Object.keys(record).find((each) => member.test(each));
    const list = name === undefined ? undefined : record[name];
    if (!Array.isArray(list)) return [];
    const policies = (list as readonly unknown[]).map((each) => summaryOf(each, filter));
    if (policies.includes(null)) return [];
    const answer = placed({
      operation: 'ListPoliciesForTarget',
      subject: id,
      account: null,
      value: { Policies: policies },
      file: stored.file,
    });
    return [{ ...answer, piece: { ...answer.piece, options: new Map([['filter', filter]]) } }];
  });
}

/** An ARN, an id, or a record with one of them. */
function summaryOf(value: unknown, Type: string): JsonObject | null {
  const text = isObject(value) ? (value['arn'] ?? value['Arn'] ?? value['id'] ?? value['Id']) : value;
  const id = typeof text === 'string' ? lastStep(text) : '';
  return /^p-[A-Za-z\d_]+$/u.test(id) ? { Id: id, Type, AwsManaged: id === 'p-FullAWSAccess' } : null;
}
