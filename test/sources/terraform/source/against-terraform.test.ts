/**
 * Random expressions, worked out by Terraform itself: where both have a value, it is the same one, and what Terraform accepts we do not
 * refuse. What Terraform refuses never becomes a plan, so that a value for it does no harm.
 * FUZZ_SEED and FUZZ_RUNS choose others (`npm run fuzz`).
 */
import { beforeAll, expect, test } from '@jest/globals';
import { canonicalJson } from '../../../../src/basics/canonical-json.js';
import { hasStandIn } from '../../../../src/basics/stand-in.js';
import { Unknown } from '../../../../src/sources/terraform/model.js';
import { evaluate, type Names } from '../../../../src/sources/terraform/source/hcl/evaluate.js';
import { WorkBudget } from '../../../../src/sources/terraform/source/hcl/budget.js';
import { HclError } from '../../../../src/sources/terraform/source/hcl/hcl-error.js';
import { hclParser, type ParseHcl } from '../../../../src/sources/terraform/source/hcl/parse.js';
import { isOnPath, outputsOf } from '../../../tools/terraform.js';
import { RandomExpressions } from './random-expressions.js';

const seed = Number(process.env['FUZZ_SEED'] ?? 17);
const runs = Math.min(5_000, Number(process.env['FUZZ_RUNS'] ?? 1_500));
const refused = '(refused)';

const names: Names = {
  lookUp: () => undefined,
  callFile: () => null,
  path: '',
  budget: new WorkBudget({ steps: 1e9, cells: 1e9, instances: 1 }),
};
let parse: ParseHcl;
beforeAll(async () => {
  parse = await hclParser();
});

/** Undefined = we say that we do not know. */
function ours(text: string): unknown {
  const { body, faults } = parse('x.tf', `x = ${text}\n`);
  const expression = body.attributes.get('x')?.value;
  if (expression === undefined || faults.length > 0) return undefined;
  try {
    const value = evaluate(expression, { names, locals: new Map(), element: undefined });
    return holdsUnknown(value) ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
  } catch (error) {
    if (error instanceof HclError) return refused;
    throw error;
  }
}

function holdsUnknown(value: unknown): boolean {
  if (value instanceof Unknown || (typeof value === 'string' && hasStandIn(value))) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsUnknown);
}

function terraformValues(expressions: readonly string[]): readonly unknown[] {
  const each = expressions.map((text) => `    try(jsonencode(${text}), "${refused}"),\n`).join('');
  const said = outputsOf(`output "all" {\n  value = [\n${each}  ]\n}\n`)['all']?.value as readonly string[];
  expect(said).toHaveLength(expressions.length);
  return said.map((text) => (text === refused ? refused : (JSON.parse(text) as unknown)));
}

(isOnPath('RANDOM EXPRESSIONS ARE NOT COMPARED WITH TERRAFORM ITSELF.') ? test : test.skip)(
  'random expressions',
  () => {
    const random = new RandomExpressions(seed);
    const expressions = [...new Set(Array.from({ length: runs }, () => random.one()))];
    const said = terraformValues(expressions);
    const accepted = expressions
      .map((text, index) => ({ text, ours: ours(text), terraform: said[index] }))
      // A null without a type makes Terraform leave the result open, which its output shows as null.
      .filter(({ terraform }) => terraform !== refused && terraform !== null);
    const compared = accepted.filter((each) => each.ours !== undefined);
    if (process.env['FUZZ_SEED'] !== undefined)
      process.stdout.write(
        `seed ${seed}: ${expressions.length} expressions, ${accepted.length} accepted, ${compared.length} compared\n`,
      );
    expect(compared.filter((each) => canonicalJson(each.ours) !== canonicalJson(each.terraform))).toEqual([]);
    expect(accepted.length).toBeGreaterThan(0.3 * expressions.length);
    expect(compared.length).toBeGreaterThan(0.8 * accepted.length);
  },
  300_000,
);
