/**
 * Policies whose patterns are made to be hard: what the worst replication rule of one takes, and what an estate of nothing but such rules
 * takes a rule.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { largeEstate } from './estate.mjs';
import { measure, round } from './measure.mjs';

const command = fileURLToPath(new URL('../dist/replint.js', import.meta.url));
const letters = [...'abcdefghij'];
const marks = (count) => '?'.repeat(count);
const uuid = [8, 4, 4, 4, 12].map(marks).join('-');
const many = (make) => Array.from({ length: 40 }, (_, index) => make(letters[index % 10], marks(5 + index), index));

const deny = (...keys) => ({ Effect: 'Deny', Action: 's3:*', Resource: keys.map((key) => `arn:aws:s3:::*/${key}`) });
const allow = (...keys) => ({ ...deny(...keys), Effect: 'Allow' });
const denyOthers = (...keys) => ({
  Effect: 'Deny',
  Action: 's3:*',
  NotResource: keys.map((key) => `arn:aws:s3:::*/${key}`),
});

/** By name: statements that the role gets besides its own. */
const shapes = {
  gap: [deny(`*a${marks(16)}b*`)],
  'long-gap': [deny(`*a${marks(500)}b*`)],
  uuid: [deny(`*/${uuid}/*`, `*-${uuid}-v*`)],
  dash: [deny(`*-${marks(32)}`)],
  stars: [deny('*a*a*a*b', `${'*a'.repeat(60)}*b`)],
  many: [deny(...many((letter, gap) => `*${letter}${gap}x*`))],
  'many-both': [
    allow(...many((letter, gap) => `*${letter}${gap}x*`)),
    deny(...many((letter, gap) => `*x${gap}${letter}*`)),
  ],
  'many-statements': many((letter, gap) => deny(`*${letter}${gap}x*`)),
  'all-must-match': ['ab', 'ba', 'cd', 'ef'].map(([from, to], index) =>
    denyOthers(`*${from}${marks(13 + index)}${to}*`),
  ),
};

function hostileEstate(statements, rules) {
  const estate = largeEstate({ buckets: 2 * rules, rules, roles: rules, keys: 4 });
  for (const role of estate.accounts[0].roles) {
    for (const policy of role.RolePolicyList) {
      const document = JSON.parse(decodeURIComponent(policy.PolicyDocument));
      document.Statement.push(...statements);
      policy.PolicyDocument = encodeURIComponent(JSON.stringify(document));
    }
  }
  return estate;
}

const hostile = async function* () {
  const folder = mkdtempSync(join(tmpdir(), 'replint-bench-'));
  const audit = (statements, rules) => {
    const file = join(folder, 'snapshot.json');
    writeFileSync(file, JSON.stringify(hostileEstate(statements, rules)));
    return measure([command, 'audit', file, '--format', 'json']);
  };
  try {
    const alone = Object.values(shapes).map((statements) => audit(statements, 1));
    yield { name: 'hostile-pattern', value: round(Math.max(...alone.map(({ cpu }) => cpu))), unit: 's' };
    yield { name: 'hostile-pattern-peak', value: round(Math.max(...alone.map(({ peak }) => peak))), unit: 'MB' };
    const rules = 200;
    const estates = Object.values(shapes).map((statements) => audit(statements, rules));
    yield { name: 'hostile-estate', value: round(Math.max(...estates.map(({ cpu }) => cpu)) / rules), unit: 's' };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const benchmarks = new Map([['hostile', hostile]]);
