/** cfn-lint: on PATH, or as `scripts/setup-cfn-lint.sh` installs it. */
import { spawnSync } from 'node:child_process';
import { isThere, ownTool } from '../tools/own-tool.js';

function find(): string | null {
  const own = ownTool('cfn-lint', 'bin/cfn-lint');
  if (own !== null) return own;
  return spawnSync('cfn-lint', ['--version'], { stdio: 'ignore' }).status === 0 ? 'cfn-lint' : null;
}

const command = find();

export function hasCfnLint(): boolean {
  return isThere(
    command !== null,
    'cfn-lint is not on PATH, and scripts/setup-cfn-lint.sh could not install it.',
    'THE TEMPLATES ARE NOT LINTED.',
  );
}

interface Fault {
  readonly Filename: string;
  readonly Rule: { readonly Id: string };
  readonly Message: string;
}

/** Errors and warnings of each file as `E3002 …`, in the order of the files: one run for all, since most of what a run costs is its start. */
export function lint(paths: readonly string[]): readonly (readonly string[])[] {
  const { stdout } = spawnSync(command ?? '', ['--format', 'json', '--', ...paths], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const faults = JSON.parse(stdout) as readonly Fault[];
  return paths.map((path) =>
    faults.filter(({ Filename }) => Filename === path).map(({ Rule, Message }) => `${Rule.Id} ${Message}`),
  );
}
