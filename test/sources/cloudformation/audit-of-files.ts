/** Files audited as the command does it, at a fixed time. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../../../src/report/model.js';
import { run } from '../../../src/run.js';
import type { Reading, ReadOptions } from '../../../src/sources/adapter.js';
import { existingIn } from '../../../src/sources/existing.js';
import { InputFile } from '../../../src/sources/input-file.js';
import { readFiles } from '../../../src/sources/recognise.js';
import { plainRun } from '../../plain-run.js';

export async function auditOfFiles(files: readonly InputFile[], options: ReadOptions = {}): Promise<Report> {
  return reportOn(await readFiles(files, options));
}

function reportOn(inputs: readonly Reading[]): Report {
  return run({
    inputs,
    ...plainRun,
    today: '2026-01-01',
  }).report;
}

/** Templates laid over what is there, as `--onto` does it. */
export async function auditOnto(
  base: string,
  change: Readonly<Record<string, string>>,
  options: ReadOptions = {},
): Promise<Report> {
  const before = await readFiles([InputFile.ofText('before.json', base)]);
  const files = Object.entries(change).map(([name, text]) => InputFile.ofText(name, text));
  const after = await readFiles(files, { ...options, existing: existingIn(before) });
  return reportOn([...before, ...after.map((reading) => ({ ...reading, isChange: true }))]);
}

export function auditTexts(files: Readonly<Record<string, string>>, options: ReadOptions = {}): Promise<Report> {
  return auditOfFiles(
    Object.entries(files).map(([name, text]) => InputFile.ofText(name, text)),
    options,
  );
}

/** All files below a folder, as if it had been given by the name. */
export function filesIn(
  folder: string,
  given: string,
  changed: (text: string) => string = (text) => text,
): readonly InputFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => {
      const text = changed(readFileSync(join(folder, name), 'utf8'));
      return new InputFile({ name: `${given}/${name}`, given, text, bytes: null });
    });
}

/** `source → destination: verdict`, in the report's order. */
export function verdictsIn({ replication }: Report): readonly string[] {
  return replication.map(
    ({ source, destination, verdict }) => `${source.bucket} → ${destination?.bucket ?? '?'}: ${verdict}`,
  );
}

/** `rule cause file:line` of errors, each once. */
export function errorsIn({ findings }: Report): readonly string[] {
  const all = findings
    .filter(({ level }) => level === 'error')
    .map(({ rule, permission, location }) =>
      [rule, permission?.cause, location === null ? undefined : `${location.file}:${location.line}`]
        .filter((part) => part !== undefined)
        .join(' '),
    );
  return [...new Set(all)];
}
