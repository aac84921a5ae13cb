import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Server, createServer } from 'node:http';
import type { Subject } from '../../../src/collectors/answers/answers.js';
import { straightAgents } from '../../../src/collectors/answers/sdk/agents.js';
import { Clients } from '../../../src/collectors/answers/sdk/clients.js';
import { SdkAnswers } from '../../../src/collectors/answers/sdk/sdk-answers.js';
import { errorCodeOf } from '../../../src/collectors/json.js';
import { Calls } from '../../../src/collectors/pace/calls.js';
import { realEnvironment } from '../../../src/collectors/pace/environment.js';
import { meansAbsence } from '../../../src/sources/build/answer.js';
import { type ReadName, readNames, readOperations } from '../../../src/sources/read-operations.js';

interface Reply {
  readonly status: number;
  readonly body: string;
}

const html = '<!DOCTYPE html><html><body>Sign in to the network</body></html>';

/** What something on the way, or a service on a bad day, may answer. None of it says what is configured. */
const faults: Readonly<Record<string, Reply | 'reset'>> = {
  'a page of HTML as success': { status: 200, body: html },
  'HTML without a doctype': { status: 200, body: '<html><head/></html>' },
  'an empty success': { status: 200, body: '' },
  'another XML document': { status: 200, body: '<?xml version="1.0"?><Other><Rules/></Other>' },
  'an error as success': { status: 200, body: '<Error><Code>InternalError</Code></Error>' },
  'an empty JSON object': { status: 200, body: '{}' },
  'JSON that breaks off': { status: 200, body: '{"KeyMetadata": {"Arn": ' },
  'a JSON text': { status: 200, body: '"fine"' },
  'a bare 400': { status: 400, body: '' },
  'a bare 404': { status: 404, body: '' },
  'a 404 in HTML': { status: 404, body: html },
  'a bare 403': { status: 403, body: '' },
  'a 403 in HTML': { status: 403, body: html },
  'a bare 503': { status: 503, body: '' },
  'a bare 500': { status: 500, body: '' },
  'a 502 in HTML': { status: 502, body: html },
  'a reset': 'reset',
};

const subject = {
  Bucket: 'orders',
  Key: 'k',
  VersionId: 'v1',
  AccountId: '111122223333',
  RoleName: 'r',
  PolicyName: 'default',
  PolicyArn: 'arn:aws:iam::111122223333:policy/p',
  KeyId: 'k',
  ChildId: '111122223333',
  TargetId: '111122223333',
  Filter: 'SERVICE_CONTROL_POLICY',
  PolicyId: 'p-1',
  RoleArn: 'arn:aws:iam::111122223333:role/r',
  RoleSessionName: 'replint',
  MaxKeys: 1,
};

function subjectOf(name: ReadName): object {
  return name === 'GetAccountAuthorizationDetails' ? { Filter: ['Role'] } : subject;
}

let reply: Reply | 'reset' = 'reset';
let server: Server;
let answers: SdkAnswers;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (reply === 'reset') request.socket.destroy();
    else response.writeHead(reply.status).end(request.method === 'HEAD' ? '' : reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const environment = { ...realEnvironment, attempts: 1, timeout: 2_000, endpoint: `http://127.0.0.1:${port}` };
  const credentials = () => Promise.resolve({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' });
  const clients = new Clients({ credentials, connections: 10, agents: straightAgents, environment });
  const calls = new Calls(environment, new AbortController().signal, 10, () => {});
  answers = new SdkAnswers(
    { id: '111122223333', partition: 'aws', region: 'us-east-1', roleArn: null },
    clients,
    calls,
  );
});

afterAll(async () => {
  answers.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe.each(Object.keys(faults))('%s', (fault) => {
  test.each(readNames)('in answer to %s is a fault', async (name) => {
    reply = faults[fault] ?? 'reset';
    const isHead = readOperations[name].command.startsWith('Head');
    const { json } = await answers.read(name, subjectOf(name) as Subject<typeof name>);
    const code = errorCodeOf(json);
    // A HEAD has no body: its status is all there is.
    if (isHead && reply !== 'reset' && reply.status === 200) expect(code).toBeUndefined();
    else if (isHead && reply !== 'reset' && reply.status === 404) expect(meansAbsence(code ?? '')).toBe(true);
    else {
      expect(code).toMatch(/\w/);
      expect(meansAbsence(code ?? '')).toBe(false);
    }
  });
});
