/**
 * Properties of the types that replication depends on, and members of those of a bucket that are read here. CloudFormation refuses all others.
 * Source: resource provider schemas of us-east-1, `properties` without `readOnlyProperties`.
 */

/** Null: what is in it is not looked at. A list has the members of its items. */
export interface KnownMembers {
  readonly [name: string]: KnownMembers | null;
}

export const knownProperties: Readonly<Record<string, KnownMembers>> = {
  'AWS::S3::Bucket': {
    AbacStatus: null,
    AccelerateConfiguration: null,
    AccessControl: null,
    AnalyticsConfigurations: null,
    BucketEncryption: {
      ServerSideEncryptionConfiguration: {
        BlockedEncryptionTypes: {
          EncryptionType: null,
        },
        BucketKeyEnabled: null,
        ServerSideEncryptionByDefault: {
          KMSMasterKeyID: null,
          SSEAlgorithm: null,
        },
      },
    },
    BucketName: null,
    BucketNamePrefix: null,
    BucketNamespace: null,
    CorsConfiguration: null,
    IntelligentTieringConfigurations: null,
    InventoryConfigurations: null,
    LifecycleConfiguration: null,
    LoggingConfiguration: null,
    MetadataConfiguration: null,
    MetadataTableConfiguration: null,
    MetricsConfigurations: null,
    NotificationConfiguration: null,
    ObjectLockConfiguration: {
      ObjectLockEnabled: null,
      Rule: {
        DefaultRetention: {
          Days: null,
          Mode: null,
          Years: null,
        },
      },
    },
    ObjectLockEnabled: null,
    OwnershipControls: {
      Rules: {
        ObjectOwnership: null,
      },
    },
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: null,
      BlockPublicPolicy: null,
      IgnorePublicAcls: null,
      RestrictPublicBuckets: null,
    },
    ReplicationConfiguration: {
      Role: null,
      Rules: {
        DeleteMarkerReplication: {
          Status: null,
        },
        Destination: {
          AccessControlTranslation: {
            Owner: null,
          },
          Account: null,
          Bucket: null,
          EncryptionConfiguration: {
            ReplicaKmsKeyID: null,
          },
          Metrics: {
            EventThreshold: {
              Minutes: null,
            },
            Status: null,
          },
          ReplicationTime: {
            Status: null,
            Time: {
              Minutes: null,
            },
          },
          StorageClass: null,
        },
        Filter: {
          And: {
            Prefix: null,
            TagFilters: {
              Key: null,
              Value: null,
            },
          },
          Prefix: null,
          TagFilter: {
            Key: null,
            Value: null,
          },
        },
        Id: null,
        Prefix: null,
        Priority: null,
        SourceSelectionCriteria: {
          ReplicaModifications: {
            Status: null,
          },
          SseKmsEncryptedObjects: {
            Status: null,
          },
        },
        Status: null,
      },
    },
    Tags: null,
    VersioningConfiguration: {
      Status: null,
    },
    WebsiteConfiguration: null,
  },
  'AWS::S3::BucketPolicy': {
    Bucket: null,
    PolicyDocument: null,
  },
  'AWS::IAM::Role': {
    AssumeRolePolicyDocument: null,
    Description: null,
    ManagedPolicyArns: null,
    MaxSessionDuration: null,
    Path: null,
    PermissionsBoundary: null,
    Policies: null,
    RoleName: null,
    Tags: null,
  },
  'AWS::IAM::Policy': {
    Groups: null,
    PolicyDocument: null,
    PolicyName: null,
    Roles: null,
    Users: null,
  },
  'AWS::IAM::RolePolicy': {
    PolicyDocument: null,
    PolicyName: null,
    RoleName: null,
  },
  'AWS::IAM::ManagedPolicy': {
    Description: null,
    Groups: null,
    ManagedPolicyName: null,
    Path: null,
    PolicyDocument: null,
    Roles: null,
    Users: null,
  },
  'AWS::KMS::Key': {
    BypassPolicyLockoutSafetyCheck: null,
    Description: null,
    EnableKeyRotation: null,
    Enabled: null,
    KeyPolicy: null,
    KeySpec: null,
    KeyUsage: null,
    MultiRegion: null,
    Origin: null,
    PendingWindowInDays: null,
    RotationPeriodInDays: null,
    Tags: null,
  },
  'AWS::KMS::ReplicaKey': {
    Description: null,
    Enabled: null,
    KeyPolicy: null,
    PendingWindowInDays: null,
    PrimaryKeyArn: null,
    Tags: null,
  },
  'AWS::KMS::Alias': {
    AliasName: null,
    TargetKeyId: null,
  },
};
