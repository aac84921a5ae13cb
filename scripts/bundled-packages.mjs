/** What the bundles hold of other people's work: for the notices that licences ask for, and for the bill of materials. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ name: string, version: string, license: string, texts: readonly string[] }} BundledPackage
 *
 * @param {{ inputs: Record<string, unknown> }} metafile of esbuild, paths from the root
 * @param {string} root
 * @returns {readonly BundledPackage[]} each once, by name and version
 */
export function bundledPackages({ inputs }, root) {
  const folders = new Set(
    Object.keys(inputs).flatMap((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/u.exec(path)?.[0] ?? []),
  );
  const packages = [...folders].map((folder) => packageIn(join(root, folder)));
  const byId = new Map(packages.map((each) => [`${each.name}@${each.version}`, each]));
  return [...byId.keys()].sort().map((id) => byId.get(id));
}

function packageIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} ${version} names no license.`);
  const texts = readdirSync(folder)
    .filter((file) => /^(?:licen[cs]e|notice|copying)(?:[.-].*)?$/iu.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return { name, version, license, texts };
}

/**
 * The text that goes with a bundle. Packages with the same licence text share it.
 * @param {readonly BundledPackage[]} packages
 */
export function noticesText(packages) {
  const byText = new Map();
  for (const { name, version, license, texts } of packages) {
    const text =
      texts.length === 0 ? `Licensed under ${license}; the package holds no text of it.` : texts.join('\n\n');
    byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const parts = [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  return `This program holds the following packages.\n\n${parts.map((part) => `${'-'.repeat(80)}\n${part}`).join('\n')}`;
}
