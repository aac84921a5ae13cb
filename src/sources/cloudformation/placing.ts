/** Which template is which stack, where: by what was given with the command, else by what the templates say of each other. */
import { hasStandIn, openText, standIn } from '../../basics/stand-in.js';
import { partitionOfRegion } from '../../estate/partitions.js';
import type { Deployment, ReadOptions } from '../adapter.js';
import type { Existing, ExistingBucket } from '../existing.js';
import type { Value } from '../terraform/model.js';
import type { Placement, Stack } from './values/scope.js';
import type { Source } from './source.js';
import { literalExports, literalImports } from './stacks.js';
import { memberOf, type Node, scalarText } from './template/node.js';
import type { Template } from './template/template.js';

export function placed(sources: readonly Source[], options: ReadOptions): readonly Stack[] {
  const groups = placesTogether(sources.map(({ template }) => template));
  const stacks = sources.flatMap((source, index) => {
    const deployments = (options.deployments ?? []).filter(({ file }) => isSameFile(file, source.name));
    return (deployments.length === 0 ? [null] : deployments).map((deployment) => ({
      source,
      deployment,
      group: groups[index] ?? index,
    }));
  });
  const isAlone = stacks.length === 1;
  const taken = new Map<string, number>();
  return stacks.map(({ source, deployment, group }): Stack => {
    const stated = source.stated ?? {};
    const stackName = deployment?.stack ?? stated.stackName ?? null;
    const called = stackName ?? baseName(source.name);
    const count = (taken.get(called) ?? 0) + 1;
    taken.set(called, count);
    const unplaced = isAlone ? '' : `${baseName(sources[group]?.name ?? source.name)}: `;
    return {
      template: source.template,
      placement: placementOf(source, deployment, options, unplaced),
      prefix: isAlone ? '' : `${called}${count === 1 ? '' : ` (${count})`}/`,
      given: new Map([
        ...valuesOf(options.parameters, source.template),
        ...valuesOf(stated.parameters, source.template),
        ...valuesOf(deployment?.parameters, source.template),
      ]),
      isNested: false,
      physicalIds: stated.physicalIds ?? new Map(),
      ...(stated.removedPolicies === undefined ? {} : { removedPolicies: stated.removedPolicies }),
    };
  });
}

/** @param unplaced before what stands for an account or Region that nobody says */
function placementOf(
  { template, stated = {} }: Source,
  deployment: Deployment | null,
  { existing, ...options }: ReadOptions,
  unplaced: string,
): Placement {
  const found = existing === undefined ? null : placeOfBuckets(template, existing);
  const region =
    deployment?.region ??
    stated.region ??
    options.region ??
    found?.region ??
    standIn('region', `${unplaced}AWS::Region`);
  const account =
    deployment?.account ??
    stated.account ??
    options.account ??
    found?.account ??
    standIn('account', `${unplaced}AWS::AccountId`);
  const isOpen = existing === undefined && hasStandIn(region) && hasStandIn(account) && !namesPartition(template);
  return {
    account,
    region,
    partition: partitionOfRegion(region),
    ...(isOpen ? { openPartition: openText(`${unplaced}AWS::Partition`) } : {}),
    stackName: deployment?.stack ?? stated.stackName ?? null,
    ...(existing === undefined ? {} : { existing }),
  };
}

/** An ARN that is a literal says in which partition the template is at home. */
function namesPartition({ resources }: Template): boolean {
  return [...resources.values()].some(({ properties }) => properties !== undefined && holdsArn(properties));
}

function holdsArn(node: Node): boolean {
  if (node.kind === 'scalar') return typeof node.value === 'string' && /arn:aws[a-z-]*:/u.test(node.value);
  if (node.kind === 'list') return node.items.some(holdsArn);
  return [...node.members.values()].some(({ value }) => holdsArn(value));
}

/** A bucket that is there, and that the template makes, is where the stack is: names of buckets are unique. */
function placeOfBuckets({ resources }: Template, { buckets }: Existing): ExistingBucket | null {
  for (const { type, properties } of resources.values()) {
    const name = type === 'AWS::S3::Bucket' ? scalarText(memberOf(properties, 'BucketName')) : null;
    const found = name === null ? undefined : buckets.get(name);
    if (found !== undefined && found.account !== null) return found;
  }
  return null;
}

function isSameFile(given: Deployment['file'], name: string): boolean {
  const plain = (path: string): string => path.replaceAll('\\', '/').replace(/^\.\//u, '');
  return plain(given) === plain(name) || plain(name).endsWith(`/${plain(given)}`);
}

function baseName(name: string): string {
  return name.replace(/^.*[/\\]/u, '').replace(/\.(?:template\.)?(?:ya?ml|json|template)$/u, '');
}

/** Parameters as people write them: lists are texts with commas. Those that the template lacks are for another one. */
function valuesOf(
  parameters: Readonly<Record<string, unknown>> = {},
  template: Template,
): readonly (readonly [string, Value])[] {
  return Object.entries(parameters).flatMap(([name, value]): readonly (readonly [string, Value])[] => {
    if (!template.parameters.has(name)) return [];
    if (Array.isArray(value)) return [[name, value.map(String).join(',')]];
    return value === null || value === undefined || typeof value === 'object' ? [] : [[name, String(value as string)]];
  });
}

/** An import is of the same account and Region: such templates are placed together. For each template, the first of its group. */
function placesTogether(templates: readonly Template[]): readonly number[] {
  const groups = templates.map((_, index) => index);
  const first = (index: number): number => {
    const group = groups[index] ?? index;
    return group === index ? index : first(group);
  };
  const exporters = new Map<string, number>();
  for (const [index, template] of templates.entries())
    for (const name of literalExports(template)) exporters.set(name, index);
  for (const [index, template] of templates.entries()) {
    for (const name of literalImports(template)) {
      const exporter = exporters.get(name);
      if (exporter === undefined) continue;
      const [a, b] = [first(index), first(exporter)].sort((x, y) => x - y);
      if (a !== undefined && b !== undefined) groups[b] = a;
    }
  }
  return groups.map((_, index) => first(index));
}
