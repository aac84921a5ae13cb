/** ARNs in prose, shortened to what tells them apart. Inside of quotes they stand for what a policy holds, and stay. */

/** An index in an address of Terraform, `["orders"]`: what stands in its quotes belongs to the name. */
const index = String.raw`\["[^"\n]{0,256}"\]`;
/** The last field of an ARN in a sentence. */
const resource = String.raw`((?:${index}|[^\s,;()"'])+)`;

/** What stands for an account or a Region that code does not say. Their addresses hold colons and spaces: ARNs are shortened before those are shown. */
const open = String.raw`[\ufdd0-\ufdef]+`;

const arn = new RegExp(
  String.raw`"[^"\n]*"|arn:[a-z-]+:([a-z0-9-]+):([a-z0-9-]*|${open}):(\d{12}|${open}|):${resource}`,
  'gu',
);
const anyArn = new RegExp(
  String.raw`arn:[a-z-]+:([a-z0-9-]+):(?:${open}|[^\s:]{0,32}):(?:${open}|[^\s:]{0,32}):${resource}`,
  'gu',
);
/** A role's ARN; its name, which does not end with a full stop. */
const roleArn = new RegExp(
  String.raw`arn:[a-z-]+:iam::\d{12}:role\/(?:[^\s,;()"'[]*\/)?((?:${index}|[\w+=,.@-])*(?:${index}|[\w+=@\]-]))`,
  'gu',
);
const roleWithoutPath = new RegExp(String.raw`^role\/(?=(?:${index}|[^/])+$)`, 'u');

/** Of a key's id, its first group tells it from others. What code names stands in place of an id until AWS gives one, and stays whole. */
const keyId = /^(mrk-)?([\da-f]{8})(?:-[\da-f]{4}){3}-[\da-f]{12}$|^(mrk-)?([\da-f]{8})[\da-f]{24}$/u;

/**
 * `name` for a role, `bucket/key` for what lies in S3, `key/1a2b3c4d… in us-east-1` for a KMS key. Whose account it is stands in
 * the text around it, and in the statement to paste.
 */
export function withShortArns(text: string): string {
  return text.replace(arn, (whole: string, service?: string, region?: string, _account?: string, resource?: string) => {
    if (service === undefined || resource === undefined) return whole;
    if (service === 's3') return resource;
    if (service === 'iam' && /^(?:role|user|policy)\//u.test(resource)) return resource.replace(roleWithoutPath, '');
    return service === 'kms' ? keyName(resource, region ?? '') : whole;
  });
}

function keyName(resource: string, region: string): string {
  // At the end of a sentence a full stop follows, which no id has.
  const [, id, stop = ''] = /^key\/(.+?)(\.?)$/u.exec(resource) ?? [];
  if (id === undefined) return resource;
  const [, mrk, first, mrkPlain, plainFirst] = keyId.exec(id) ?? [];
  const start = first ?? plainFirst;
  return `key/${start === undefined ? id : `${mrk ?? mrkPlain ?? ''}${start}…`} in ${region}${stop}`;
}

/** Only roles, by their names: for text that names their account anyway. */
export function withShortRoles(text: string): string {
  return text.replace(roleArn, '$1');
}

/** No ARN is left, also none in quotes: `organizations policy/o-1/p-2`. */
export function withoutArns(text: string): string {
  return withShortArns(text).replaceAll(anyArn, '$1 $2');
}

/** `Role orders-replication`; a service by its name. */
export function principalName(principal: string): string {
  const [, ofOpenAccount] = /^arn:[a-z-]+:iam::(?!\d{12}:)[^"\n]*:(role\/[^\s"]+)$/u.exec(principal) ?? [];
  if (ofOpenAccount !== undefined) return `Role ${ofOpenAccount.replace(roleWithoutPath, '').replace(/^role\//u, '')}`;
  const short = withShortArns(principal);
  return short === principal ? principal : `Role ${short.replace(/^role\//u, '')}`;
}
