import { GetPublicAccessBlockCommand } from '@aws-sdk/client-s3-control';
import type { AccountReader } from './account-reader.js';
import type { Json } from './json.js';

/** The account's own Block Public Access. Any Region answers for the whole account. */
export function readAccountPublicAccessBlock(reader: AccountReader): Promise<Json> {
  return reader.ask('s3control', reader.identity.region, 'GetPublicAccessBlock', (client) =>
    client.send(new GetPublicAccessBlockCommand({ AccountId: reader.identity.id })),
  );
}
