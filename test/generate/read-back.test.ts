/** Generated code, read back through the forms of input that it is of: it replicates, and nothing is said of it. */
import { expect, test } from '@jest/globals';
import { cloudFormationFiles, deploymentFile } from '../../src/generate/emit/cloudformation.js';
import { terraformFiles } from '../../src/generate/emit/terraform.js';
import type { OutputFile } from '../../src/generate/emit/output-file.js';
import { parseYaml } from '../../src/config/parse-yaml.js';
import { audit } from '../../src/judge.js';
import type { ReadOptions } from '../../src/sources/adapter.js';
import { InputFile } from '../../src/sources/input-file.js';
import { joinReadings } from '../../src/sources/join-readings.js';
import { readFiles } from '../../src/sources/recognise.js';
import type { RawIntent } from '../../src/generate/intent.js';
import { base, made, setUps } from './set-ups.js';

async function expectReplicates(files: readonly OutputFile[], options: ReadOptions = {}): Promise<void> {
  const readings = await readFiles(
    files.map(({ path, text }) => InputFile.ofText(path, text)),
    options,
  );
  const { replication, findings } = audit(joinReadings(readings).estate);
  expect(findings.filter(({ level }) => level !== 'note').map(({ rule, message }) => `${rule} ${message}`)).toEqual([]);
  expect(replication.length).toBeGreaterThan(0);
  expect(replication.map(({ verdict }) => verdict)).toEqual(replication.map(() => 'replicates'));
}

function intentsOf(name: string) {
  return setUps[name] ?? [];
}

/** Of keys that stand already, and of ones that other stacks make, the code does not hold the policies. */
const withKeysInCode = Object.keys(setUps).filter((name) => name !== 'with keys that are there');
test.each(withKeysInCode)('Terraform, %s', (name) => expectReplicates(terraformFiles(made(intentsOf(name)).setup)));

const withoutKeys = Object.keys(setUps).filter((name) =>
  intentsOf(name).every(({ sourceKey }) => sourceKey === undefined),
);
const twoWays: Readonly<Record<string, readonly RawIntent[]>> = {
  'back and forth': [{ ...base, twoWay: true }],
  'back and forth between two accounts': [
    { ...base, twoWay: true, destinationAccount: '444455556666', ownerOverride: true, deleteMarkers: true },
  ],
};
const inStacks = [
  ...withoutKeys.map((name) => [name, intentsOf(name)] as const),
  ...Object.entries(twoWays).map(([name, intents]) => [name, intents] as const),
];
test.each(inStacks)('CloudFormation, %s', (_, intents) => {
  const files = cloudFormationFiles(made(intents).setup);
  const deployment = deploymentFile(made(intents).setup);
  const deployments = parseYaml(deployment.text).value as readonly { readonly file: string }[];
  expect(deployments.map(({ file }) => file)).toEqual(files.map(({ path }) => path));
  return expectReplicates(files, { deployments });
});
