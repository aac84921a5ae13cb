import { readFile } from 'node:fs/promises';
import { loadTs } from './load-ts.mjs';

const path = 'deploy/replint-member-role.yaml';
const begin = '            # Generated: the statements of docs/auditor-policy.json.\n';
const end = '            # End of what is generated.\n';

/** ARNs take the partition of the account that the role is made in. */
function resource(arn) {
  return arn === '*' ? "'*'" : `!Sub 'arn:\${AWS::Partition}:${arn.split(':').slice(2).join(':')}'`;
}

function statement({ Sid, Effect, Action, Resource }) {
  return [
    `              - Sid: ${Sid}`,
    `                Effect: ${Effect}`,
    '                Action:',
    ...Action.map((action) => `                  - ${action}`),
    ...(Resource.length === 1
      ? [`                Resource: ${resource(Resource[0])}`]
      : ['                Resource:', ...Resource.map((arn) => `                  - ${resource(arn)}`)]),
  ];
}

/** The auditor's rights in the template of the role for member accounts, between two comments. */
export async function generate() {
  const { auditorPolicy } = await loadTs('src/collectors/auditor-policy.ts');
  const text = await readFile(path, 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path} has lost the comments around what is generated.`);
  const statements = auditorPolicy().Statement.flatMap(statement).join('\n');
  const generated = `            Statement:\n${statements}\n`;
  return new Map([[path, `${text.slice(0, from + begin.length)}${generated}${text.slice(to)}`]]);
}
