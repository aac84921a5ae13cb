import { matchesGlob, parseGlob } from '../policy/strings/index.js';
import { didYouMean } from '../basics/nearest-name.js';
import { ConfigurationError, type Fault } from './fault.js';
import type { LocatedText, Path } from './located-text.js';
import { emptyConfig, type Config } from './model.js';
import { parseJson } from './parse-json.js';
import { parseYaml } from './parse-yaml.js';
import { type ConfigFile, configSchema } from './schema.js';
import * as z from 'zod';

/** The names that an object at a path may have; empty where every name is allowed. */
function namesAt(path: Path): readonly string[] {
  let schema: unknown = configSchema;
  for (const step of path) {
    schema = unwrapped(schema);
    if (schema instanceof z.ZodArray) schema = schema.element;
    else if (schema instanceof z.ZodObject) schema = schema.shape[String(step)];
    else return [];
  }
  schema = unwrapped(schema);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function unwrapped(schema: unknown): unknown {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

const expectedWords = new Map([
  ['string', 'a text'],
  ['array', 'a list'],
  ['object', 'a mapping'],
  ['record', 'a mapping'],
  ['boolean', 'true or false'],
]);

function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) current = (current as Record<PropertyKey, unknown> | null | undefined)?.[step];
  return current;
}

function nameOf(path: Path): string {
  const name = path.findLast((step) => typeof step === 'string');
  return name === undefined ? 'The file' : `\`${String(name)}\``;
}

function messageOf(issue: z.core.$ZodIssue, value: unknown): string {
  const name = nameOf(issue.path);
  if (issue.code === 'invalid_type' && value === undefined) return `${name} is missing.`;
  if (issue.code === 'invalid_type')
    return `${name} is ${kindOf(value)}, where ${expectedWords.get(issue.expected) ?? issue.expected} is expected.`;
  if (issue.code === 'invalid_value') {
    const values = issue.values.map(String);
    return `${name} is ${typeof value === 'string' ? `\`${value}\`` : kindOf(value)}, where one of ${values.join(', ')} is expected.${typeof value === 'string' ? didYouMean(value, values) : ''}`;
  }
  if (issue.code === 'invalid_union')
    return `${name} is not a key ARN or a list of key ARNs: \`arn:aws:kms:REGION:ACCOUNT:key/ID\`.`;
  if (issue.code === 'too_small') return `${name} is empty.`;
  if (issue.code === 'too_big') return `${name} is too long.`;
  return issue.code === 'custom' ? issue.message : `${name}: ${issue.message}`;
}

const faultsOf = function* (issue: z.core.$ZodIssue, located: LocatedText): Iterable<Fault> {
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      yield {
        ...located.place([...issue.path, key], 'key'),
        message: `There is no setting \`${key}\` here.${didYouMean(key, namesAt(issue.path))}`,
      };
    }
    return;
  }
  yield { ...located.place(issue.path, 'value'), message: messageOf(issue, valueAt(located.value, issue.path)) };
};

function isKnownRule(pattern: string, ruleIds: readonly string[]): boolean {
  if (!/[*?]/.test(pattern)) return ruleIds.includes(pattern);
  const glob = parseGlob(pattern);
  return ruleIds.some((id) => matchesGlob(glob, id));
}

/** Rule ids that name no rule: a suppression with a slip in it would silently suppress nothing. */
const ruleFaults = function* (located: LocatedText, ruleIds: readonly string[]): Iterable<Fault> {
  const severity = valueAt(located.value, ['severity']);
  const suppressions = valueAt(located.value, ['suppressions']);
  const named: { readonly id: string; readonly path: Path; readonly of: 'key' | 'value' }[] = [];
  if (typeof severity === 'object' && severity !== null) {
    for (const id of Object.keys(severity)) named.push({ id, path: ['severity', id], of: 'key' });
  }
  for (const [index, suppression] of (Array.isArray(suppressions) ? suppressions : []).entries()) {
    const id = valueAt(suppression, ['rule']);
    if (typeof id === 'string') named.push({ id, path: ['suppressions', index, 'rule'], of: 'value' });
  }
  for (const { id, path, of } of named) {
    if (of === 'key' && id === 'rule-crashed') {
      yield { ...located.place(path, of), message: '`rule-crashed` tells of a bug in replint: its level is fixed.' };
      continue;
    }
    const known = of === 'key' ? ruleIds.includes(id) : isKnownRule(id, ruleIds);
    if (!known) yield { ...located.place(path, of), message: `There is no rule \`${id}\`.${didYouMean(id, ruleIds)}` };
  }
};

function listOf(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function configOf(file: string, parsed: ConfigFile, located: LocatedText): Config {
  return {
    file,
    severity: new Map(Object.entries(parsed.severity ?? {})),
    suppressions: (parsed.suppressions ?? []).map((one, index) => ({
      rule: one.rule ?? null,
      sourceBucket: one.sourceBucket ?? null,
      replicationRule: one.replicationRule ?? null,
      role: one.role ?? null,
      account: one.account ?? null,
      region: one.region ?? null,
      fingerprint: one.fingerprint ?? null,
      reason: one.reason,
      owner: one.owner,
      expires: one.expires ?? null,
      line: located.place(['suppressions', index], 'value').line,
    })),
    trustedAccounts: parsed.trustedAccounts ?? [],
    trustedOrganizations: parsed.trustedOrganizations ?? [],
    mustReplicate: (parsed.mustReplicate ?? []).map((one) => ({
      bucket: one.bucket ?? null,
      tag: one.tag === undefined ? null : { key: one.tag.key, value: one.tag.value ?? null },
      toRegions: one.toRegions ?? [],
      toAccounts: one.toAccounts ?? [],
      reason: one.reason ?? null,
    })),
    sourceKeys: new Map(Object.entries(parsed.sourceKeys ?? {}).map(([bucket, keys]) => [bucket, listOf(keys)])),
    settled: new Map(Object.entries(parsed.settled ?? {})),
    failOn: parsed.failOn ?? null,
    requireOrganization: parsed.requireOrganization ?? null,
    allowIncomplete: parsed.allowIncomplete ?? null,
  };
}

/**
 * Reads a configuration file's text: JSON where the name ends in `.json`, else YAML.
 * @param ruleIds ids of all rules, which `severity` and `suppressions` may name
 * @throws ConfigurationError with every fault of the file
 */
export function readConfig(file: string, text: string, ruleIds: readonly string[]): Config {
  const located = file.endsWith('.json') ? parseJson(text) : parseYaml(text);
  if (located.faults.length > 0) throw new ConfigurationError(file, located.faults);
  if (located.value === null || located.value === undefined) return { ...emptyConfig, file };
  const result = configSchema.safeParse(located.value);
  const faults = [
    ...(result.error?.issues ?? []).flatMap((issue) => [...faultsOf(issue, located)]),
    ...ruleFaults(located, ruleIds),
  ];
  if (faults.length > 0 || result.data === undefined) throw new ConfigurationError(file, faults);
  return configOf(file, result.data, located);
}
