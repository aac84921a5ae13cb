/**
 * The only operations that ever leave this program. Each client is guarded before it is used: whatever is not in the table of
 * reads is refused at the first step of the SDK's own chain, before a request is built or signed.
 */
import { type Service, readOperations } from '../../../sources/read-operations.js';
import { type SdkClient, addMiddleware } from './sdk-middleware.js';

const clientNames = {
  S3Client: 's3',
  S3ControlClient: 's3control',
  IAMClient: 'iam',
  KMSClient: 'kms',
  OrganizationsClient: 'organizations',
  STSClient: 'sts',
} as const satisfies Readonly<Record<string, Service>>;

export type GuardedClient = keyof typeof clientNames;

function readsOf(wanted: Service): ReadonlySet<string> {
  return new Set(
    Object.values(readOperations)
      .filter(({ service }) => service === wanted)
      .map(({ command }) => command),
  );
}

/** Null for a client that is not among those that read. */
export function serviceOfClient(client: string | undefined): Service | null {
  return client !== undefined && Object.hasOwn(clientNames, client) ? clientNames[client as GuardedClient] : null;
}

/** Operations by client, from the table of reads. */
export const allowedReads: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(clientNames).map(([client, service]) => [client, readsOf(service)]),
);

/** A call that is not a read was about to be made: a bug of ours, stopped here. */
export class OperationRefused extends TypeError {
  override readonly name = 'OperationRefused';
}

function isAllowed(client: string | undefined, command: string | undefined): boolean {
  if (client === undefined || command?.endsWith('Command') !== true) return false;
  return allowedReads.get(client)?.has(command.slice(0, -'Command'.length)) === true;
}

/** Puts the guard on a client, and gives the client back. */
export function readOnly<C extends SdkClient>(client: C): C {
  addMiddleware(
    client,
    (next, { clientName, commandName }) =>
      async (args) => {
        if (isAllowed(clientName, commandName)) return next(args);
        throw new OperationRefused(
          `${clientName ?? 'A client'} may not make the call ${commandName ?? 'without a name'}.`,
        );
      },
    { step: 'initialize', priority: 'high', name: 'replintReadOnly' },
  );
  return client;
}
