#!/usr/bin/env node
/**
 * The bill of materials of what ships, CycloneDX 1.6 as JSON, on standard output: every package that a bundle holds, and which bundles hold it.
 *
 *   node scripts/sbom.mjs > replint.cdx.json
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bundledPackages } from './bundled-packages.mjs';
import { entries, metafileOf } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** `pkg:npm/%40scope/name@1.2.3`, as the purl specification spells it. */
function purl(name, version) {
  return `pkg:npm/${name.replace('@', '%40')}@${encodeURIComponent(version)}`;
}

/** SPDX has ids and expressions; CycloneDX tells them apart. */
function licensesOf(license) {
  return /\s/u.test(license) ? [{ expression: license.replace(/^\((.*)\)$/u, '$1') }] : [{ license: { id: license } }];
}

export async function sbom() {
  const { name, version, license } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const holders = new Map();
  const packages = new Map();
  for (const entry of entries) {
    for (const each of bundledPackages(await metafileOf(entry), root)) {
      const id = purl(each.name, each.version);
      packages.set(id, each);
      holders.set(id, [...(holders.get(id) ?? []), entry.to]);
    }
  }
  const own = purl(name, version);
  const ids = [...packages.keys()].sort();
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: { type: 'application', 'bom-ref': own, name, version, purl: own, licenses: licensesOf(license) },
    },
    components: ids.map((id) => {
      const each = packages.get(id);
      return {
        type: 'library',
        'bom-ref': id,
        name: each.name,
        version: each.version,
        purl: id,
        licenses: licensesOf(each.license),
        properties: holders.get(id).map((path) => ({ name: 'replint:bundle', value: path })),
      };
    }),
    dependencies: [{ ref: own, dependsOn: ids }],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(await sbom(), null, 2));
