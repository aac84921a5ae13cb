/** Which blocks set up replication, and which calls of modules whose code is not in the input read as if they did. */
import { asksForReplication, saysNo, speaksOfBuckets } from '../../../unseen-code.js';
import { isList, isMap, isUnset } from '../../values.js';
import { Unknown, type Value } from '../../model.js';
import { setsUpReplication } from '../../sets-up-replication.js';
import type { Block } from '../hcl/ast.js';
import type { ModuleInstance } from '../module-instance.js';

export function blockSetsUpReplication({ labels: [type = ''], body: { attributes, blocks } }: Block): boolean {
  return setsUpReplication(
    type,
    (argument) =>
      attributes.has(argument) ||
      blocks.some(({ type: name, labels }) => name === argument || (name === 'dynamic' && labels[0] === argument)),
  );
}

/**
 * Makes replication only if it is given `replication_configuration`.
 * Source: terraform-aws-modules/terraform-aws-s3-bucket, main.tf, `local.has_replication`.
 */
const onlyIfAsked =
  /^(?:registry\.(?:terraform|opentofu)\.(?:io|org)\/)?terraform-aws-modules\/s3-bucket\/aws(?:\/\/.*)?$/u;

/** What they replicate are tables, images, files, secrets and databases. Source: their repositories, terraform-aws-modules/terraform-aws-NAME. */
const ofOtherServices =
  /^(?:registry\.(?:terraform|opentofu)\.(?:io|org)\/)?terraform-aws-modules\/(?:dms|dynamodb-table|ecr|efs|eks|elasticache|memory-db|rds|rds-aurora|secrets-manager)\/aws(?:\/\/.*)?$/u;

/** Whether a module of which only the call is there is called, or given, what has to do with buckets or replication. */
export function callSpeaksOfReplication(module: ModuleInstance, name: string, block: Block): boolean {
  const { attributes } = block.body;
  const source = module.valueOf(attributes.get('source'), module.scope());
  if (typeof source === 'string' && ofOtherServices.test(source)) return false;
  for (const [argument, attribute] of attributes) {
    if (argument === 'source' || argument === 'version' || argument === 'providers') continue;
    if (isAskedFor(argument, module.valueOf(attribute, module.scope()) ?? null, 0)) return true;
  }
  if (typeof source !== 'string') return true;
  if (onlyIfAsked.test(source)) return false;
  // Where an archive is kept says nothing about what is in it.
  return speaksOfBuckets(name) || speaksOfBuckets(source.replace(/^s3::https?:\/\/[^/]+\/[^/]*/u, ''));
}

const deepest = 5;

/** A member of that name, at whatever depth, that is not switched off. */
function isAskedFor(name: string, value: Value, depth: number): boolean {
  if (asksForReplication(name) && !isOff(value)) return true;
  if (value instanceof Unknown || depth > deepest) return false;
  if (isList(value)) return value.some((each) => isAskedFor('', each, depth + 1));
  return isMap(value) && Object.keys(value).some((each) => isAskedFor(each, value[each] ?? null, depth + 1));
}

function isOff(value: Value): boolean {
  if (isUnset(value) || value === false || value === 0) return true;
  if (typeof value === 'string') return saysNo(value);
  if (value instanceof Unknown) return false;
  return isList(value) ? value.every(isOff) : isMap(value) && Object.values(value).every(isOff);
}
