/** Whatever the package exports says what it is: shapes, units, errors. */
import { expect, test } from '@jest/globals';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

function fileOf(from: string, specifier: string): string {
  const path = join(dirname(from), specifier.replace(/\.js$/u, '.ts'));
  return existsSync(path) && statSync(path).isFile() ? path : path.replace(/\.ts$/u, '/index.ts');
}

interface Exported {
  readonly name: string;
  readonly file: string;
}

/** Names that a file exports, each with the file that declares it. */
function exportsOf(file: string): readonly Exported[] {
  const text = readFileSync(file, 'utf8');
  const declared = [
    ...text.matchAll(
      /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|class|interface|type|enum) (\w+)/gmu,
    ),
  ].map(([, name = '']) => ({ name, file }));
  const named = [...text.matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)'/gmu)].flatMap(
    ([, list = '', from = '']) => {
      const names = list.split(',').map(
        (part) =>
          part
            .trim()
            .replace(/^type /u, '')
            .split(' as ')[0] ?? '',
      );
      const below = new Map(exportsOf(fileOf(file, from)).map((each) => [each.name, each]));
      return names.filter((name) => name !== '').map((name) => below.get(name) ?? { name, file: `${file}: not found` });
    },
  );
  const all = [...text.matchAll(/^export (?:type )?\* from '([^']+)'/gmu)].flatMap(([, from = '']) =>
    exportsOf(fileOf(file, from)),
  );
  return [...declared, ...named, ...all];
}

function isDocumented({ name, file }: Exported): boolean {
  if (!existsSync(file)) return false;
  const lines = readFileSync(file, 'utf8').split('\n');
  const at = lines.findIndex(
    (line) => new RegExp(`^export [^=({]*\\b${name}\\b`, 'u').test(line) && !line.startsWith('export {'),
  );
  return at > 0 && (lines[at - 1] ?? '').trimEnd().endsWith('*/');
}

test.each([['src/index.ts'], ['src/policy/index.ts']])('every export of %s is documented', (path) => {
  const exported = exportsOf(join(root, path));
  expect(exported.length).toBeGreaterThan(20);
  const silent = exported
    .filter((each) => !isDocumented(each))
    .map(({ name, file }) => `${name} (${file.replace(root, '')})`);
  expect(silent).toEqual([]);
});
