/**
 * What the roles of Batch Replication jobs lack. Of the context of such requests AWS documents next to nothing: a condition leaves a
 * request open, and only what is certainly denied is said.
 */
import { accountOfArn, partitionOfArn, regionOfArn } from '../../estate/arn.js';
import { valueOf } from '../../estate/fact.js';
import type { BatchJob } from '../../estate/batch-job.js';
import type { Estate } from '../../estate/model.js';
import { decide } from '../../policy/index.js';
import { everyKey, type StringSet } from '../../policy/strings/index.js';
import type { AccessRequest, Authorities, Decision, RequestContext, RequestPrincipal } from '../../policy/model.js';
import { absent, present } from '../requests/context/values.js';
import type { EngineSettings, KeyReference, Problem } from '../shapes/model.js';
import type { PatchDraft } from '../shapes/patch-draft.js';
import { AuthorityBook, type RoleAsked } from '../requests/authorities.js';
import { decideOverBoth } from '../requests/shared-keys.js';
import type { PolicyStore } from '../documents/policies.js';
import { actionsOf, requestsOf, type JobRequest, type JobRule } from './job-requests.js';

const service = 'batchoperations.s3.amazonaws.com';

const unknownContext: RequestContext = {
  values: new Map(),
  others: {
    state: 'unknown',
    mayBeAbsent: true,
    question: {
      cause: 'undocumented',
      id: 'batch-context',
      what: 'AWS does not document this condition key for S3 Batch Operations.',
      how: 'Run a job.',
    },
  },
};

/** S3 hands over none of what an outside caller does. Source: IAM User Guide, "AWS global condition context keys". */
const ofService: RequestContext['values'] = new Map(
  [
    'sts:externalid',
    'sts:sourceidentity',
    'aws:multifactorauthage',
    'aws:multifactorauthpresent',
    'aws:principalorgid',
  ].map((key) => [key, absent] as const),
);

export interface JobProblem {
  readonly rule: JobRule | 'batch/trust-missing';
  /** Bucket whose objects the job replicates; null = its manifest says it. */
  readonly source: string | null;
  readonly problem: Problem;
}

export function jobProblems(estate: Estate, settings: EngineSettings, store: PolicyStore): readonly JobProblem[] {
  if (estate.jobs.length === 0) return [];
  const book = new AuthorityBook(estate, store);
  return estate.jobs.flatMap((job) => new JobJudge(job, estate, settings, book).problems());
}

class JobJudge {
  readonly #job: BatchJob;
  readonly #estate: Estate;
  readonly #settings: EngineSettings;
  readonly #book: AuthorityBook;
  readonly #role: RoleAsked;

  constructor(job: BatchJob, estate: Estate, settings: EngineSettings, book: AuthorityBook) {
    this.#job = job;
    this.#estate = estate;
    this.#settings = settings;
    this.#book = book;
    const { roleArn: arn } = job;
    this.#role = { arn, role: estate.roles.get(arn) ?? null, account: accountOfArn(arn) };
  }

  problems(): readonly JobProblem[] {
    const { arn, role, account } = this.#role;
    if (role?.exists.state === 'absent') return [this.#problem('batch/trust-missing', 'jobRoleMissing', null)];
    const trust = this.#decide(
      {
        principal: { kind: 'service', service, otherNames: [] },
        action: 'sts:AssumeRole',
        resource: arn,
        resourceAccount: account,
      },
      this.#book.forTrust(this.#role),
      ofService,
    );
    const lacking = requestsOf(this.#job, this.#estate).filter((request) => this.#isLacking(request));
    return [
      ...(isDenied(trust) ? [this.#problem('batch/trust-missing', 'job', null)] : []),
      ...lacking.map((request) => this.#problem(request.rule, wordsFor(request), request)),
    ];
  }

  #isLacking(request: JobRequest): boolean {
    return actionsOf(request).every((action) => {
      const decision = this.#decideRequest(action, request);
      return isDenied(decision) && (decision.outcome === 'denied' || request.mayBeFewer !== true);
    });
  }

  #decideRequest(action: string, { bucket: name, resource, resourceText, keys }: JobRequest): Decision {
    const { arn, role, account } = this.#role;
    const principal: RequestPrincipal = {
      kind: 'role-session',
      partition: partitionOfArn(arn) ?? 'aws',
      account: account ?? '',
      roleArn: arn,
      roleId: role?.id ?? null,
      // AWS does not document it.
      sessionName: '',
    };
    const asked = { principal, action, resource };
    if (name === null) {
      const key = this.#keyOf(resourceText);
      return decideOverBoth(key, this.#book.forKey(this.#role, key), this.#book.policies, (authorities) =>
        this.#decide({ ...asked, resourceAccount: key.account }, authorities, this.#ofRole()),
      );
    }
    const bucket = this.#estate.buckets.get(name) ?? null;
    const owner = bucket?.account ?? null;
    return this.#decide(
      { ...asked, resourceAccount: owner },
      this.#book.forBucket(this.#role, { name, bucket, account: owner }),
      this.#ofRole(),
      keys,
    );
  }

  #keyOf(arn: string): KeyReference {
    return {
      configured: arn,
      arn,
      kmsKey: this.#estate.kmsKeys.get(arn) ?? null,
      isAlias: arn.includes(':alias/'),
      isAwsManaged: null,
      account: accountOfArn(arn),
      region: regionOfArn(arn),
    };
  }

  /** What a request carries of whoever makes it. */
  #ofRole(): RequestContext['values'] {
    const { arn, account } = this.#role;
    return new Map([
      ['aws:principalarn', present(arn)],
      ['aws:principaltype', present('AssumedRole')],
      ...(account === null ? [] : [['aws:principalaccount', present(account)] as const]),
    ]);
  }

  #decide(
    asked: Omit<AccessRequest, 'keys' | 'context'>,
    authorities: Authorities,
    values: RequestContext['values'],
    keys: StringSet = everyKey,
  ): Decision {
    const { requireOrganization, budget } = this.#settings;
    return decide({ ...asked, keys, context: { ...unknownContext, values } }, authorities, {
      requireOrganization,
      onlyDenies: false,
      ...(budget === undefined ? {} : { budget }),
    });
  }

  #problem(rule: JobProblem['rule'], message: string, request: JobRequest | null): JobProblem {
    const { id, roleArn, account, source, origin } = this.#job;
    const what = request === null ? '' : `${request.action} on ${request.resourceText}`;
    const bucket = source === null ? undefined : this.#estate.buckets.get(source);
    return {
      rule,
      source,
      problem: {
        message,
        level: request?.ifEncryptedLike === undefined ? 'error' : 'warning',
        data: {
          role: roleArn,
          job: id,
          what,
          goal: request?.row.startsWith('A-62') === true ? 'have its manifest generated' : 'read the manifest',
          row: request?.row ?? 'A-02',
          buckets: source ?? '',
          bucket: request?.ifEncryptedLike ?? '',
        },
        resource: roleArn,
        account,
        region: (bucket === undefined ? null : valueOf(bucket.region)) ?? null,
        patches: [this.#patch(rule, request)],
        origin,
        discriminator: `job ${id} ${what}`,
      },
    };
  }

  #patch(rule: JobProblem['rule'], request: JobRequest | null): PatchDraft {
    const statement =
      request === null
        ? { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }
        : { Effect: 'Allow', Action: request.action, Resource: request.resourceText };
    return {
      account: this.#role.account ?? this.#job.account,
      owner: 'source',
      target: {
        kind: request === null ? 'trust-policy' : 'role-policy',
        resource: this.#job.roleArn,
        name: null,
        part: null,
      },
      operation: 'add-statement',
      value: { Statement: [statement] },
      decision: false,
      narrows: false,
      cause: `${rule} ${request?.row ?? ''}`,
    };
  }
}

/** Which sentence of its rule says it. */
function wordsFor({ ifEncryptedLike }: JobRequest): string {
  return ifEncryptedLike === undefined ? 'job' : 'jobDefaultKey';
}

function isDenied({ outcome }: Decision): boolean {
  return outcome === 'denied' || outcome === 'partly';
}
