/** What holds in some cases of a template alone is said as such, in the report that people read. */
import { expect, test } from '@jest/globals';
import { render } from '../../reporters/render.js';
import { auditTexts } from './audit-of-files.js';
import { edited, plainTemplate } from './template-text.js';

const lacking = edited(
  plainTemplate,
  ['Resources:\n', 'Parameters:\n  Env: { Type: String }\nConditions:\n  Prod: !Equals [!Ref Env, prod]\nResources:\n'],
  [
    'Action: [s3:ReplicateObject, s3:ReplicateTags]',
    "Action: !If [Prod, ['s3:ReplicateObject', 's3:ReplicateTags'], ['s3:ReplicateTags']]",
  ],
);

test.each(['table', 'markdown', 'html'] as const)('%s says in which case a permission is missing', async (format) => {
  const text = await render(format, await auditTexts({ 'template.yaml': lacking }));
  expect(text.replaceAll(/\s+/gu, ' ')).toMatch(/When Env is not prod: No identity-based policy/iu);
});

test('the last lines say why the verdict is open, and not what is wrong in one case', async () => {
  const report = await auditTexts({ 'template.yaml': lacking });
  expect(report.replication.map(({ verdict }) => verdict)).toEqual(['unknown']);
  const table = await render('table', report);
  const closing = table.slice(table.lastIndexOf('Incomplete'));
  expect(closing).toContain('depends on');
  expect(closing).not.toContain('not allowed to write replicas');
});

test('of a bucket policy that may be set elsewhere, only that is said', async () => {
  const nested = edited(plainTemplate, [
    'Resources:\n',
    'Resources:\n  More:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: https://example.com/more.yaml\n      Parameters: { Bucket: !Ref Replica, Role: !Ref Role }\n',
  ]);
  const { findings } = await auditTexts({ 'template.yaml': nested });
  const questions = findings.filter(({ kind }) => kind === 'unknown').map(({ headline }) => headline);
  expect(questions.join('\n')).toContain('bucket policy');
  expect(questions.join('\n')).not.toContain('everyone');
});

test('a bucket whose replication a macro may set: nothing is said to be unreadable', async () => {
  const { replication } = await auditTexts({ 'template.yaml': `Transform: CompanyMacro\n${plainTemplate}` });
  const impact = replication.flatMap((entry) => entry.impact ?? []).join('\n');
  expect(impact).toContain('known only after deployment');
  expect(impact).not.toContain('could not be read');
});
