import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { withPlainKeys } from '../../scripts/lighter-packages.mjs';

const schemas = `const _GB = "GetBucket";
const _h = "http";
const _hE = "httpError";
export var Asked$ = [9, _GB, { [_h]: ["GET", "/?policy", 200], [_hE]: 404 }, () => _GB];
export var Never$ = [9, "never", { [_h]: ["PUT", "/", 200],
    [_hE]: 1 }];
`;

test('keys of schemas are written out, all else stays', () => {
  const text = withPlainKeys(schemas);
  expect(text).toContain('{ "http": ["GET", "/?policy", 200], "httpError": 404 }, () => _GB]');
  expect(withPlainKeys('const _h = `a${1}`;\nvar a = { [_h]: 1, [other]: x[_h] };\n')).toBe(
    'const _h = `a${1}`;\nvar a = { [_h]: 1, [other]: x[_h] };\n',
  );
});

test('schemas that nothing asks for are left out then', async () => {
  const bundled = async (contents: string): Promise<string> => {
    const asking = { contents: `import { Asked$ } from 'schemas'; console.log(Asked$);`, resolveDir: '/' };
    const { outputFiles } = await build({
      stdin: asking,
      bundle: true,
      write: false,
      plugins: [
        {
          name: 'schemas',
          setup({ onResolve, onLoad }) {
            onResolve({ filter: /^schemas$/ }, () => ({ path: 'schemas', namespace: 'test', sideEffects: false }));
            onLoad({ filter: /.*/, namespace: 'test' }, () => ({ contents }));
          },
        },
      ],
    });
    return outputFiles[0]?.text ?? '';
  };
  expect(await bundled(schemas)).toContain('"never"');
  expect(await bundled(withPlainKeys(schemas))).not.toContain('"never"');
});
