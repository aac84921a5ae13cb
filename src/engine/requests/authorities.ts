/** Who has a say in a request: built once for each role, bucket and key, and combined for each request. */
import { partitionOfArn } from '../../estate/arn.js';
import type { Account, Bucket, Estate, KmsGrant, PublicAccessBlock, Role } from '../../estate/model.js';
import { type Fact, type Missing, isMissing } from '../../estate/fact.js';
import type {
  Authorities,
  Evidence,
  GrantInForce,
  PolicyInForce,
  PolicyLevelInForce,
  Unanswered,
} from '../../policy/model.js';
import type { KeyReference } from '../shapes/model.js';
import type { PolicyStore } from '../documents/policies.js';
import { missingEvidence, missingOfKey, toEvidence } from '../documents/missing-evidence.js';
import { PlainGrants } from './plain-grants.js';

type RoleSide = Pick<
  Authorities,
  'identity' | 'permissionsBoundary' | 'session' | 'serviceControl' | 'serviceControlMayNotBind'
>;
type ResourceSide = Omit<Authorities, keyof RoleSide>;

const none = { state: 'absent' } as const;

/** The role that a request is made with; null = not in the estate, or its account is not known. */
export interface RoleAsked {
  readonly arn: string;
  readonly role: Role | null;
  readonly account: string | null;
}

export interface BucketAsked {
  readonly name: string;
  readonly bucket: Bucket | null;
  readonly account: string | null;
}

export class AuthorityBook {
  readonly #estate: Estate;
  readonly policies: PolicyStore;
  readonly grants = new PlainGrants();
  readonly #roles = new Map<string, RoleSide>();
  readonly #resources = new Map<string, ResourceSide>();
  readonly #authorities = new Map<RoleSide, Map<ResourceSide, Authorities>>();

  constructor(estate: Estate, policies: PolicyStore) {
    this.#estate = estate;
    this.policies = policies;
  }

  /** For `sts:AssumeRole` by S3: the trust policy and the RCPs of the role's account. */
  forTrust({ arn, role, account }: RoleAsked): Authorities {
    const side = this.#resourceSide(`trust ${arn}`, account, () => ({
      ...plain,
      resource: this.policies.ofTrust(role?.trustPolicy ?? this.#roleNotThere(account), arn),
    }));
    return this.#joined(nobody, side);
  }

  forBucket(role: RoleAsked, { name, bucket, account }: BucketAsked): Authorities {
    const side = this.#resourceSide(`bucket ${name}`, account, () => ({
      ...plain,
      resource: this.policies.ofBucket(bucket?.policy ?? this.#estate.unlisted('GetBucketPolicy'), name),
      restrictPublicBuckets: this.#restrictPublicBuckets(name, bucket, account),
    }));
    return this.#joined(this.#roleSide(role), side);
  }

  forKey(role: RoleAsked, key: KeyReference): Authorities {
    const name = key.arn ?? key.configured ?? 'aws/s3';
    const partition = partitionOfArn(key.configured ?? '') ?? partitionOfArn(role.arn) ?? 'aws';
    const side = this.#resourceSide(`key ${name} ${key.account ?? ''} ${key.region ?? ''}`, key.account, () =>
      this.#keySide(name, key, partition),
    );
    return this.#joined(this.#roleSide(role), side);
  }

  /** One object for all requests of a role to a resource. */
  #joined(role: RoleSide, resource: ResourceSide): Authorities {
    let ofRole = this.#authorities.get(role);
    if (ofRole === undefined) this.#authorities.set(role, (ofRole = new Map()));
    let authorities = ofRole.get(resource);
    if (authorities === undefined) ofRole.set(resource, (authorities = bothSides(role, resource)));
    return authorities;
  }

  #keySide(name: string, key: KeyReference, partition: string): ResourceSide {
    const isAwsManagedKey = key.isAwsManaged === true;
    if (isAwsManagedKey && key.kmsKey?.policy.state !== 'known')
      return { ...plain, isAwsManagedKey, resource: this.#managedKeyPolicy(name, key, partition) };
    const { kmsKey } = key;
    if (kmsKey === null)
      return {
        ...plain,
        isAwsManagedKey,
        resource: this.#missing('GetKeyPolicy', key, name),
        grants: this.#missing('ListGrants', key, name),
      };
    return {
      ...plain,
      isAwsManagedKey,
      resource: this.policies.ofKey(kmsKey.policy, name),
      grants: toEvidence(kmsKey.grants, name, (grants) => grants.map(grantInForce)),
    };
  }

  #missing(operation: string, key: KeyReference, name: string): Evidence<never> {
    return { state: 'missing', question: missingOfKey(key, operation, name, this.#estate.unlisted) };
  }

  /**
   * The policy that AWS gives its managed keys: every principal of the account, through the service. It cannot be changed.
   * Source: KMS Developer Guide, "Condition keys for AWS KMS" (kms:ViaService, kms:CallerAccount).
   */
  #managedKeyPolicy(name: string, { account, region }: KeyReference, partition: string): Evidence<PolicyInForce> {
    if (account === null || region === null)
      return { state: 'missing', question: missingEvidence(this.#estate.unlisted('GetKeyPolicy'), name) };
    const service = `s3.${region}.amazonaws.com`;
    // Whatever the suffix is in the China Regions, it is the one that S3 sends there.
    const services = partition === 'aws-cn' ? [service, `${service}.cn`] : [service];
    const json = {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        Resource: '*',
        Condition: { StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': services } },
      },
    };
    const text = JSON.stringify(json);
    return {
      state: 'known',
      value: {
        kind: 'key',
        name: `key policy of the AWS managed key ${name}`,
        document: this.policies.parse({ json, text }, 'key'),
      },
    };
  }

  #roleSide({ arn, role, account }: RoleAsked): RoleSide {
    let side = this.#roles.get(arn);
    if (side === undefined) {
      side = {
        identity: toEvidence(role?.identityPolicies ?? this.#roleNotThere(account), arn, (policies) =>
          policies.map((policy) => this.policies.named(policy, 'identity', arn)),
        ),
        permissionsBoundary: this.#boundary(arn, role, account),
        session: none,
        serviceControl: this.#organizationPolicies(account, 'service-control'),
        ...this.#mayNotBind(account, 'serviceControlMayNotBind'),
      };
      this.#roles.set(arn, side);
    }
    return side;
  }

  /** Why a role is in no list: the call that would have named it was refused, or nobody asked. */
  #roleNotThere(account: string | null): Missing {
    const listing = account === null ? undefined : this.#estate.accounts.get(account)?.authorizationDetails;
    return listing?.state === 'unreadable' ? listing : this.#estate.unlisted('GetRole');
  }

  #boundary(arn: string, role: Role | null, account: string | null): Evidence<PolicyInForce> {
    const fact = role?.permissionsBoundary ?? this.#roleNotThere(account);
    if (fact.state === 'known') {
      const evidence = this.policies.named(fact.value, 'permissions-boundary', arn);
      // A boundary that is named but whose document is gone is still a boundary.
      return evidence.state === 'absent'
        ? {
            state: 'missing',
            question: missingEvidence(this.#estate.unlisted('GetPolicyVersion'), fact.value.arn ?? arn),
          }
        : evidence;
    }
    return fact.state === 'absent' ? none : { state: 'missing', question: missingEvidence(fact, arn) };
  }

  #resourceSide(id: string, account: string | null, make: () => ResourceSide): ResourceSide {
    let side = this.#resources.get(id);
    if (side === undefined) {
      side = {
        ...make(),
        resourceControl: this.#organizationPolicies(account, 'resource-control'),
        ...this.#mayNotBind(account, 'resourceControlMayNotBind'),
      };
      this.#resources.set(id, side);
    }
    return side;
  }

  /** None where the account is in no organization, or manages it. */
  #organizationPolicies(
    id: string | null,
    kind: 'service-control' | 'resource-control',
  ): Evidence<readonly PolicyLevelInForce[]> {
    const account: Account | undefined = id === null ? undefined : this.#estate.accounts.get(id);
    const subject = `account ${id ?? 'not known'}`;
    const organization = account?.organization ?? this.#estate.unlisted('DescribeOrganization');
    if (organization.state === 'absent') return none;
    if (organization.state !== 'known') return { state: 'missing', question: missingEvidence(organization, subject) };
    if (organization.value.isManagementAccount === true) return none;
    const levels =
      kind === 'service-control'
        ? organization.value.serviceControlPolicies
        : organization.value.resourceControlPolicies;
    return this.policies.levels(levels, kind, subject);
  }

  /** An organization's policies do not bind the account that manages it. */
  #mayNotBind<K extends 'serviceControlMayNotBind' | 'resourceControlMayNotBind'>(
    id: string | null,
    name: K,
  ): { readonly [name in K]?: Unanswered } {
    const organization = id === null ? undefined : this.#estate.accounts.get(id)?.organization;
    if (organization?.state !== 'known' || organization.value.isManagementAccount !== null) return {};
    const question = missingEvidence(this.#estate.unlisted('DescribeOrganization'), `account ${id}`);
    const what = `Whether account ${id} is the management account of its organization, which organization policies do not affect, is not known.`;
    return { [name]: { ...question, id: `management:${id}`, what } } as { readonly [name in K]?: Unanswered };
  }

  /** The strictest level counts: one that is on is enough, and only both being known to be off is off. */
  #restrictPublicBuckets(name: string, bucket: Bucket | null, account: string | null): Evidence<boolean> {
    const ofBucket = bucket?.publicAccessBlock ?? this.#estate.unlisted('GetPublicAccessBlock');
    const ofAccount =
      (account === null ? undefined : this.#estate.accounts.get(account))?.publicAccessBlock ??
      this.#estate.unlisted('GetAccountPublicAccessBlock');
    const levels = [
      { fact: ofBucket, subject: name },
      { fact: ofAccount, subject: `account ${account ?? 'not known'}` },
    ];
    if (levels.some(({ fact }) => isRestricting(fact) === true)) return { state: 'known', value: true };
    for (const { fact, subject } of levels) {
      if (isMissing(fact)) return { state: 'missing', question: missingEvidence(fact, subject) };
    }
    return { state: 'known', value: false };
  }
}

/** Written out where it can be: objects that are spread into one another get a hidden class each, and decisions read these all the time. */
function bothSides(role: RoleSide, resource: ResourceSide): Authorities {
  const mayNotBind = role.serviceControlMayNotBind ?? resource.resourceControlMayNotBind;
  if (mayNotBind !== undefined || resource.objectOwner !== undefined) return { ...role, ...resource };
  return {
    identity: role.identity,
    permissionsBoundary: role.permissionsBoundary,
    session: role.session,
    serviceControl: role.serviceControl,
    resource: resource.resource,
    grants: resource.grants,
    resourceControl: resource.resourceControl,
    restrictPublicBuckets: resource.restrictPublicBuckets,
    isAwsManagedKey: resource.isAwsManagedKey === true,
  };
}

function isRestricting(fact: Fact<PublicAccessBlock>): boolean | null {
  return fact.state === 'known' ? fact.value.RestrictPublicBuckets === true : null;
}

const nobody: RoleSide = { identity: none, permissionsBoundary: none, session: none, serviceControl: none };
const plain: ResourceSide = { resource: none, grants: none, resourceControl: none, restrictPublicBuckets: none };

function grantInForce(grant: KmsGrant): GrantInForce {
  return {
    id: grant.GrantId ?? grant.Name ?? 'grant without id',
    granteePrincipal: grant.GranteePrincipal ?? null,
    granteeServicePrincipal: grant.GranteeServicePrincipal ?? null,
    operations: grant.Operations ?? [],
    encryptionContextSubset: grant.Constraints?.EncryptionContextSubset ?? null,
    encryptionContextEquals: grant.Constraints?.EncryptionContextEquals ?? null,
    sourceArn: grant.Constraints?.SourceArn ?? null,
  };
}
