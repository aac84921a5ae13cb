/**
 * What a later template leaves out and CloudFormation leaves where it is. A comparison of two templates knows nothing else of it.
 * Source: CloudFormation Template Reference, DeletionPolicy attribute.
 */
import { shortList } from '../../basics/short-list.js';
import type { Reading } from '../adapter.js';
import { isTemplateAnswer } from './answers/recognise.js';
import { memberOf, scalarText } from './template/node.js';
import { parseTemplate, parseTemplateAnswer, type Resource } from './template/template.js';

const retaining: ReadonlySet<string | null> = new Set(['Retain', 'RetainExceptOnCreate']);

/** A sentence, or none; two resources are one where they have the same logical id and type. */
export function retainedNote(before: readonly Reading[], after: readonly Reading[]): readonly string[] {
  const there = new Set(resourcesOf(after).map(nameOf));
  const retained = resourcesOf(before)
    .filter(({ node }) => retaining.has(scalarText(memberOf(node, 'DeletionPolicy'))))
    .map(nameOf)
    .filter((name) => !there.has(name));
  if (retained.length === 0) return [];
  const [is, it] = retained.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return [
    `${shortList(retained, 3)} ${is} left out of the later template and kept by ${retained.length === 1 ? 'its' : 'their'} DeletionPolicy: what stays of ${it} in the account is not judged here. Compare a snapshot with the later template instead.`,
  ];
}

function nameOf({ id, type }: Resource): string {
  return `${id} (${type})`;
}

function resourcesOf(readings: readonly Reading[]): readonly Resource[] {
  return readings
    .filter(({ kind }) => kind === 'cloudformation')
    .flatMap(({ files = [] }) => files)
    .flatMap((file) => {
      const parse = isTemplateAnswer(file) ? parseTemplateAnswer : parseTemplate;
      return [...(parse(file.name, file.text ?? '').template?.resources.values() ?? [])];
    });
}
