/** What a template has and does not show: macros, modules, custom resources, and buckets of other kinds. */
import { speaksOfBuckets } from '../../unseen-code.js';
import { factTypes } from '../template/fact-types.js';
import { isModule } from '../template/nesting-types.js';
import { resourcesIn } from '../template/resources-of.js';
import { speaksOfReplication } from '../template/sets-up-replication.js';
import { isCustomResource } from '../template/template.js';
import { unknownProperties } from '../template/unknown-properties.js';
import { sayMissing } from '../unseen-parts.js';
import { isThere } from '../values/names.js';
import type { Scope } from '../values/scope.js';

const otherBuckets: Readonly<Record<string, string>> = {
  'AWS::S3Express::DirectoryBucket': 'a directory bucket',
  'AWS::S3Tables::TableBucket': 'a table bucket',
  'AWS::S3Vectors::VectorBucket': 'a vector bucket',
  'AWS::S3Outposts::Bucket': 'a bucket on AWS Outposts',
};

/** Resources that may set up replication by other means. */
export function sayWhatIsNotSeen(scope: Scope, called: ReadonlySet<string>): void {
  const { stack, notes } = scope;
  const { prefix, template } = stack;
  for (const macro of template.macros) sayMacro(macro, scope);
  for (const resource of resourcesIn(scope).values()) {
    if (isThere(resource, scope) === false) continue;
    const { id, type } = resource;
    for (const note of unknownProperties(resource, template.text)) notes.say(note);
    const meant = factTypes.find((known) => known !== type && known.toLowerCase() === type.toLowerCase());
    if (meant !== undefined)
      notes.say(
        `${prefix}${id} has the type ${type}, which CloudFormation does not know: it is not judged. ${meant} is meant.`,
      );
    else if (isModule(resource))
      sayMissing(
        scope,
        resource,
        `${prefix}${id} is a module (${type}): what it makes is not known. Give the processed template.`,
      );
    else if (Object.hasOwn(otherBuckets, type))
      notes.say(`${prefix}${id} is ${otherBuckets[type] ?? ''}: only general purpose buckets are looked at.`);
    else if (isCustomResource(resource) && !called.has(`${prefix}${id}`) && speaksOfReplication(resource))
      notes.say(`${prefix}${id} (${type}) may set up replication: what a custom resource does is not known.`);
  }
}

/** Of buckets that are there, nothing is certain then. Where there are none, it would have to make them. */
function sayMacro(macro: string, scope: Scope): void {
  const { stack, notes } = scope;
  const { prefix, template } = stack;
  const hasBuckets = [...resourcesIn(scope).values()].some(({ type }) => type === 'AWS::S3::Bucket');
  const address = `${prefix}${macro}`;
  if (!hasBuckets && speaksOfBuckets(macro))
    notes.unseen({ kind: 'code', address, why: 'it is a macro', spot: { text: template.text, offset: 0, address } });
  else
    notes.say(`The macro ${macro} may change anything in ${template.text.name}: give the processed template instead.`);
}
