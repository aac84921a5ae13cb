/** Where Terraform finds the AWS provider without a download, and how it is told so. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folders that may hold a mirror: the one that is named, what Terraform itself searches, and the folders in /opt. */
function places() {
  const named = process.env.REPLINT_PROVIDER_MIRROR;
  const underOpt = existsSync('/opt') ? readdirSync('/opt').map((name) => join('/opt', name)) : [];
  return [
    ...(named === undefined ? [] : [named]),
    join(homedir(), '.terraform.d/plugins'),
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
    ...underOpt,
  ];
}

export function hasTerraform() {
  return spawnSync('terraform', ['-version'], { stdio: 'ignore' }).status === 0;
}

/** A filesystem mirror with the AWS provider, or null: none is there, or Terraform is not on PATH. */
export function providerMirror() {
  if (!hasTerraform()) return null;
  return places().find((place) => existsSync(join(place, 'registry.terraform.io/hashicorp/aws'))) ?? null;
}

/** The provider's program in a mirror of unpacked ones, or null. */
export function providerProgram(mirror) {
  const folder = join(mirror, 'registry.terraform.io/hashicorp/aws');
  const name = readdirSync(folder, { recursive: true }).find((each) => /terraform-provider-aws_v[^/]*$/u.test(each));
  return name === undefined || name.endsWith('.zip') ? null : join(folder, name);
}

/** A CLI configuration that takes providers from there alone. */
export function cliConfiguration(mirror) {
  return `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`;
}

/** Terraform and its provider mostly start and end: they need not collect garbage before it is much. */
export const shortRuns = { GOGC: 'off', GOMEMLIMIT: '2GiB' };
