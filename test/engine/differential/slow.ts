/**
 * A slow second opinion, written for these tests alone: it decides one object key at a time, straight from the sentences of AWS's
 * pages, and knows nothing of sets, worlds or object classes.
 */

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | { readonly AWS: string };
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Setting {
  readonly crossAccount: boolean;
  readonly identity: readonly Statement[];
  readonly boundary: readonly Statement[] | null;
  readonly serviceControl: readonly (readonly Statement[])[];
  readonly sourcePolicy: readonly Statement[];
  readonly destinationPolicy: readonly Statement[];
  /** Null = objects under SSE-S3. */
  readonly kms: {
    readonly sourceKeyPolicy: readonly Statement[];
    readonly replicaKeyPolicy: readonly Statement[];
    readonly sourceBucketKey: boolean;
    readonly destinationBucketKey: boolean;
  } | null;
  /** Prefixes of the replication rules, by falling priority. */
  readonly prefixes: readonly string[];
}

export const home = '111111111111';
export const away = '222222222222';
export const role = `arn:aws:iam::${home}:role/path/copy`;
export const session = `arn:aws:sts::${home}:assumed-role/copy/s3-replication`;
export const sourceKey = `arn:aws:kms:us-east-1:${home}:key/source`;
export function replicaKey(crossAccount: boolean): string {
  return `arn:aws:kms:us-west-2:${crossAccount ? away : home}:key/replica`;
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

const patterns = new Map<string, RegExp>();

/** `*` any run, `?` one character. The patterns are those of these tests, short and harmless. */
export function glob(pattern: string, text: string): boolean {
  let expression = patterns.get(pattern);
  if (expression === undefined) {
    const source = Array.from(pattern, (char) =>
      char === '*' ? '.*' : char === '?' ? '.' : char.replace(/[\\^$.|+()[\]{}/]/u, '\\$&'),
    ).join('');
    patterns.set(pattern, (expression = new RegExp(`^(?:${source})$`, 'su')));
  }
  return expression.test(text);
}

type Context = Readonly<Record<string, string>>;

function conditionHolds(condition: Statement['Condition'], context: Context): boolean {
  return Object.entries(condition ?? {}).every(([written, block]) =>
    Object.entries(block).every(([name, values]) => {
      const value = context[name];
      if (written === 'Null') return listOf(values).includes(String(value === undefined));
      const operator = written.replace('IfExists', '');
      const isNegated = operator.includes('Not');
      if (value === undefined) return isNegated || written.endsWith('IfExists');
      const isPattern = operator.includes('Like');
      const isMatch = listOf(values).some((wanted) => (isPattern ? glob(wanted, value) : wanted === value));
      return isMatch !== isNegated;
    }),
  );
}

interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

function applies(statement: Statement, { action, resource, context }: Request): boolean {
  const actionFits = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => glob(pattern.toLowerCase(), action.toLowerCase()));
  const resourceFits = (patterns: readonly string[]): boolean => patterns.some((pattern) => glob(pattern, resource));
  return (
    (statement.NotAction === undefined
      ? actionFits(listOf(statement.Action))
      : !actionFits(listOf(statement.NotAction))) &&
    (statement.NotResource === undefined
      ? resourceFits(listOf(statement.Resource))
      : !resourceFits(listOf(statement.NotResource))) &&
    conditionHolds(statement.Condition, context)
  );
}

type Form = 'anyone' | 'account' | 'role' | 'session';
function formOf({ Principal }: Statement): Form | null {
  const name = Principal === undefined || Principal === '*' ? '*' : Principal.AWS;
  if (name === '*') return 'anyone';
  if (name === home || name === `arn:aws:iam::${home}:root`) return 'account';
  return name === role ? 'role' : name === session ? 'session' : null;
}

/** The formula for one request, by the relation of the role to the resource. */
function mayDo(
  setting: Setting,
  request: Request,
  resourcePolicy: readonly Statement[],
  isForeign: boolean,
  isKey: boolean,
): boolean {
  const hits = (policy: readonly Statement[], effect: 'Allow' | 'Deny'): readonly Statement[] =>
    policy.filter((statement) => statement.Effect === effect && applies(statement, request));
  const named = (effect: 'Allow' | 'Deny'): readonly Form[] =>
    hits(resourcePolicy, effect).flatMap((statement) => formOf(statement) ?? []);

  const boundary = setting.boundary ?? [{ Effect: 'Allow', Action: '*', Resource: '*' }];
  const levels = setting.serviceControl;
  if ([setting.identity, boundary, ...levels].some((policy) => hits(policy, 'Deny').length > 0)) return false;
  if (named('Deny').length > 0) return false;
  if (!levels.every((policy) => hits(policy, 'Allow').length > 0)) return false;

  const forms = named('Allow');
  const isBounded = hits(boundary, 'Allow').length > 0;
  const byIdentity = hits(setting.identity, 'Allow').length > 0 && isBounded;
  if (isForeign) return byIdentity && forms.length > 0;
  if (forms.includes('anyone') || forms.includes('session')) return true;
  if (forms.includes('role') && isBounded) return true;
  return isKey ? forms.includes('account') && byIdentity : byIdentity;
}

const sourceArn = 'arn:aws:s3:::src';
const destinationArn = 'arn:aws:s3:::dst';

/** Whether the object of a key arrives. */
export function arrives(setting: Setting, key: string): boolean {
  const { kms, crossAccount } = setting;
  const s3 = (action: string, resource: string): boolean => {
    const isSource = resource.startsWith(sourceArn);
    const policy = isSource ? setting.sourcePolicy : setting.destinationPolicy;
    return mayDo(setting, { action, resource, context: {} }, policy, !isSource && crossAccount, false);
  };
  const isReadable =
    s3('s3:GetObjectVersionForReplication', `${sourceArn}/${key}`) ||
    (kms === null && s3('s3:GetObjectVersion', `${sourceArn}/${key}`));
  if (
    !isReadable ||
    !s3('s3:GetReplicationConfiguration', sourceArn) ||
    !s3('s3:ListBucket', sourceArn) ||
    !s3('s3:GetObjectVersionAcl', `${sourceArn}/${key}`) ||
    !s3('s3:ReplicateObject', `${destinationArn}/${key}`)
  )
    return false;
  if (kms === null) return true;
  const use = (action: string, arn: string, policy: readonly Statement[], region: string, context: string): boolean =>
    mayDo(
      setting,
      {
        action,
        resource: arn,
        context: {
          'kms:EncryptionContext:aws:s3:arn': context,
          'kms:ViaService': `s3.${region}.amazonaws.com`,
          'kms:CallerAccount': home,
        },
      },
      policy,
      arn.includes(away),
      true,
    );
  // A replica takes over from its source object whether it is under a Bucket Key.
  const object = (bucket: string): string => (kms.sourceBucketKey ? bucket : `${bucket}/${key}`);
  return (
    use('kms:Decrypt', sourceKey, kms.sourceKeyPolicy, 'us-east-1', object(sourceArn)) &&
    use('kms:Encrypt', replicaKey(crossAccount), kms.replicaKeyPolicy, 'us-west-2', object(destinationArn))
  );
}

/** The rule that takes a key: of those whose prefix it has, the one of the highest priority. */
export function ruleFor(setting: Setting, key: string): number {
  return setting.prefixes.findIndex((prefix) => key.startsWith(prefix));
}
