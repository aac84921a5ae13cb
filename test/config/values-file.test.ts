import { describe, expect, test } from '@jest/globals';
import { readDeployments, readParameters } from '../../src/config/values-file.js';

function parameters(text: string, name = 'p.yaml') {
  return readParameters({ name, text });
}

describe('a file of parameters', () => {
  test.each<readonly [string, string]>([
    ['a mapping, JSON', '{"Env": "prod", "Id": "012345670123"}'],
    ['a mapping, YAML', 'Env: prod\nId: 012345670123\n'],
    [
      'as the AWS CLI has it',
      '[{"ParameterKey": "Env", "ParameterValue": "prod"}, {"ParameterKey": "Id", "ParameterValue": "012345670123"}]',
    ],
    [
      'the same as YAML',
      '- ParameterKey: Env\n  ParameterValue: prod\n- ParameterKey: Id\n  ParameterValue: 012345670123\n',
    ],
    ['NAME=VALUE', '["Env=prod", "Id=012345670123"]'],
    ['as CodePipeline has it', '{"Parameters": {"Env": "prod", "Id": "012345670123"}, "Tags": {}}'],
    ['as git sync has it', 'template-file-path: t.yaml\nparameters:\n  Env: prod\n  Id: 012345670123\n'],
  ])('%s', (_, text) => {
    expect({ ...parameters(text) }).toEqual({ Env: 'prod', Id: '012345670123' });
  });

  test.each<readonly [string, string, string]>([
    [
      'words',
      'samconfig.toml',
      '[default.deploy.parameters]\nparameter_overrides = "Env=prod Id=\\"012345670123\\""\n',
    ],
    [
      'a list',
      'samconfig.toml',
      "[default.deploy.parameters]\nparameter_overrides = ['Env=\"prod\"', 'Id=012345670123']\n",
    ],
    [
      'a table',
      'samconfig.toml',
      "[default.global.parameters.parameter_overrides]\nEnv = 'prod'\nId = '012345670123'\n",
    ],
    [
      'keys and values',
      'samconfig.toml',
      '[prod.deploy.parameters]\nparameter_overrides = "ParameterKey=Env,ParameterValue=prod ParameterKey=Id,ParameterValue=012345670123"\n',
    ],
    [
      'the default environment',
      'samconfig.toml',
      '[default.deploy.parameters]\nparameter_overrides = "Env=prod Id=012345670123"\n[dev.deploy.parameters]\nparameter_overrides = "Env=dev"\n',
    ],
    [
      'YAML',
      'samconfig.yaml',
      "version: 0.1\ndefault: { deploy: { parameters: { parameter_overrides: 'Env=prod Id=012345670123' } } }\n",
    ],
  ])('of SAM, as %s', (_, name, text) => {
    expect({ ...parameters(text, name) }).toEqual({ Env: 'prod', Id: '012345670123' });
  });

  test.each([
    ['no TOML', 'a = [', /samconfig\.toml:1:\d+ This is not TOML/u],
    ['nothing of the kind', 'version = 0.1', /samconfig\.toml:1:1 The file holds no `parameter_overrides`/u],
    [
      'several environments',
      '[a.deploy.parameters]\nparameter_overrides = "E=1"\n[b.deploy.parameters]\nparameter_overrides = "E=2"\n',
      /several environments and none is `default`: a, b/u,
    ],
    ['a word without a value', '[default.deploy.parameters]\nparameter_overrides = "Env"\n', /must be NAME=VALUE/u],
  ])('of SAM that holds %s is a fault', (_, text, message) => {
    expect(() => parameters(text, 'samconfig.toml')).toThrow(message);
  });

  test('keeps texts as they are written, and what keeps its value is not known', () => {
    const text = '[{"ParameterKey": "A", "UsePreviousValue": true}, {"ParameterKey": "B", "ParameterValue": "x=y"}]';
    expect(parameters(text)).toEqual({ B: 'x=y' });
    expect(parameters('A: true\nB: 1.50\nC: [a, b]\nD: "007"')).toEqual({
      A: 'true',
      B: '1.50',
      C: ['a', 'b'],
      D: '007',
    });
    expect(parameters('["A=b=c", "__proto__=x"]')).toMatchObject({ A: 'b=c' });
    expect(Object.getPrototypeOf(parameters('["__proto__=x"]'))).toBe(Object.prototype);
  });

  test.each([
    ['neither', '"text"', 'p.yaml:1:1 The parameters must be a mapping or a list.'],
    ['a value that is a mapping', 'A: {b: c}', 'p.yaml:1:4 The value of a parameter must be a text'],
    ['an entry without a name', '["A"]', 'p.yaml:1:2 A parameter in a list must be NAME=VALUE.'],
    [
      'an entry of another shape',
      '[\n  {"Key": "A"}\n]',
      'p.yaml:2:3 A parameter in a list must be NAME=VALUE, or have',
    ],
    ['what is no YAML', 'A: [', 'p.yaml:'],
    ['a name that stands twice', '{"A": "1", "A": "2"}', 'p.yaml:1:12 `A` stands here twice.'],
  ])('is refused with its place: %s', (_, text, message) => {
    expect(() => parameters(text)).toThrow(message);
  });
});

describe('a file of deployments', () => {
  const read = (text: string) => readDeployments({ name: 'd.yaml', text });

  test('lists templates, one perhaps twice', () => {
    const text = `
- file: t.yaml
  stack: prod
  account: 012345670123
  region: eu-west-1
  parameters: { Env: prod }
- { file: t.yaml, parameters: dev.json }
`;
    expect(read(text)).toEqual([
      { file: 't.yaml', stack: 'prod', account: '012345670123', region: 'eu-west-1', parameters: { Env: 'prod' } },
      { file: 't.yaml', parameters: 'dev.json' },
    ]);
  });

  test.each([
    ['no list', 'file: t.yaml', 'd.yaml:1:1 The file must hold a list'],
    ['no mapping', '- t.yaml', 'd.yaml:1:3 A deployment must be a mapping'],
    ['no file', '- stack: a', 'd.yaml:1:3 A deployment must say which template it is of'],
    ['a wrong account', '- { file: t, account: "12" }', '`account` must be an account id'],
    ['a wrong Region', '- { file: t, region: Ireland }', '`region` must be a Region'],
    [
      'a name that is meant otherwise',
      '- { file: t, regoin: eu-west-1 }',
      'A deployment has no `regoin`. Did you mean',
    ],
  ])('is refused with its place: %s', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
