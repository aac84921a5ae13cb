/**
 * Configuration items, out of all the forms in which AWS Config gives them: rows of an advanced query (texts in `Results`), answers of
 * the batch and history calls, delivered snapshot and history files, notifications, and rows one a line.
 * Source: AWS Config Developer Guide, "Querying the current configuration state", "Example snapshot"; API reference, ConfigurationItem.
 */
import { isAccountId } from '../../basics/aws-names.js';
import type { InputFile } from '../input-file.js';
import { isObject, type JsonObject } from '../shape.js';

export interface ConfigItem {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  /** Account id; null = not said. */
  readonly account: string | null;
  readonly arn: string | null;
  /** `global` for IAM. */
  readonly region: string | null;
  /** RFC 3339; when the last change was recorded. */
  readonly capturedAt: string | null;
  readonly status: string | null;
  readonly configuration: JsonObject;
  readonly supplementary: JsonObject;
  readonly tags: unknown;
  readonly file: InputFile;
  /** JSON pointer of the item in its file; for rows one a line, the line. */
  readonly at: string | number;
}

const lists = [
  'configurationItems',
  'ConfigurationItems',
  'BaseConfigurationItems',
  'baseConfigurationItems',
  'Results',
];

/** What a file holds; null where it is none of these forms. */
export interface ItemFile {
  readonly items: readonly ConfigItem[];
  /** The answer says that more follows. */
  readonly isCut: boolean;
  /** Rows that are no items, by what they lack. */
  readonly odd: number;
}

export function itemsIn(file: InputFile): ItemFile | null {
  if (file.json === null) return rowsIn(file);
  const { value } = file.json;
  if (Array.isArray(value)) return itemsOf(file, value, '', false);
  if (!isObject(value)) return null;
  for (const list of lists) {
    const found = value[list];
    if (Array.isArray(found)) return itemsOf(file, found, `/${list}`, isCut(value));
  }
  const single = value['configurationItem'] ?? value['ConfigurationItem'] ?? insideOf(value);
  const item = itemOf(single ?? value, file, single === undefined ? '' : '/configurationItem');
  return item === null ? null : { items: [item], isCut: false, odd: 0 };
}

/** Notifications carry the item in the message, or in the detail of an event. */
function insideOf(value: JsonObject): unknown {
  const detail = value['detail'];
  if (isObject(detail) && detail['configurationItem'] !== undefined) return detail['configurationItem'];
  // Of a notification, or of the event that a rule's function gets.
  for (const name of ['Message', 'invokingEvent']) {
    const message = parsed(value[name]);
    if (isObject(message) && message['configurationItem'] !== undefined) return message['configurationItem'];
  }
  return undefined;
}

function isCut(value: JsonObject): boolean {
  return ['NextToken', 'nextToken'].some((name) => typeof value[name] === 'string' && value[name] !== '');
}

function itemsOf(file: InputFile, rows: readonly unknown[], pointer: string, isCutOff: boolean): ItemFile | null {
  const items = rows.map((row, index) => itemOf(row, file, `${pointer}/${index}`));
  const found = items.filter((item) => item !== null);
  // A list of something else, or an empty one: `Results` of a query without rows is one of ours.
  if (found.length === 0 && !(rows.length === 0 && pointer === '/Results')) return null;
  return { items: found, isCut: isCutOff, odd: items.length - found.length };
}

function rowsIn(file: InputFile): ItemFile | null {
  if (file.text === null || !/^\s*\{/u.test(file.text) || !file.text.includes('"resourceType"')) return null;
  const items: ConfigItem[] = [];
  let odd = 0;
  for (const [index, line] of file.text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const item = itemOf(parsed(line), file, index + 1);
    if (item === null) odd += 1;
    else items.push(item);
  }
  return items.length === 0 || odd > items.length ? null : { items, isCut: false, odd };
}

function itemOf(row: unknown, file: InputFile, at: string | number): ConfigItem | null {
  const item = parsed(row);
  if (!isObject(item)) return null;
  const type = textOf(item['resourceType']);
  const configuration = parsed(item['configuration']);
  const status = textOf(item['configurationItemStatus']);
  if (type === null || !/^AWS::\w+::\w+$/u.test(type)) return null;
  // A deleted resource has no configuration left.
  if (!isObject(configuration) && (status === null || !/Deleted|NotRecorded/u.test(status))) return null;
  const name = textOf(item['resourceName']);
  return {
    type,
    id: textOf(item['resourceId']) ?? name ?? '',
    name: name ?? textOf(item['resourceId']) ?? '',
    account: accountOf(item),
    arn: textOf(item['arn']) ?? textOf(item['ARN']),
    region: textOf(item['awsRegion']),
    capturedAt: timeOf(item['configurationItemCaptureTime']),
    status,
    configuration: isObject(configuration) ? configuration : {},
    supplementary: partsOf(item['supplementaryConfiguration']),
    tags: item['tags'],
    file,
    at,
  };
}

function accountOf(item: JsonObject): string | null {
  const account = textOf(item['accountId']) ?? textOf(item['awsAccountId']);
  return account !== null && isAccountId(account) ? account : null;
}

/** An ISO text, or seconds since 1970 as they come over the wire. */
function timeOf(value: unknown): string | null {
  const time = typeof value === 'number' ? new Date(value * 1000) : typeof value === 'string' ? new Date(value) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time.toISOString();
}

/** Each part is an object, or the JSON text of one. */
function partsOf(value: unknown): JsonObject {
  const parts = parsed(value);
  if (!isObject(parts)) return {};
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, parsed(part)]));
}

/** JSON in a text, to the depth that Config nests it. */
export function parsed(value: unknown, depth = 2): unknown {
  if (typeof value !== 'string' || depth === 0 || !/^\s*[[{"]/u.test(value)) return value;
  try {
    return parsed(JSON.parse(value), depth - 1);
  } catch {
    return value;
  }
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The newest of each thing: of several Regions that record the same role, of several files, of a history. */
export function newestOf(items: readonly ConfigItem[]): readonly ConfigItem[] {
  const newest = new Map<string, ConfigItem>();
  for (const item of items) {
    const { type, id, arn, account, region } = item;
    const key = JSON.stringify(arn === null ? [type, account, region, id] : [type, arn]);
    const before = newest.get(key);
    if (before === undefined || (before.capturedAt ?? '') < (item.capturedAt ?? '')) newest.set(key, item);
  }
  return [...newest.values()];
}
