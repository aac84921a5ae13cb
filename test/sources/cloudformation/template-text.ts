/** A template that replicates, and changes of its text. */

export const plainTemplate = `AWSTemplateFormatVersion: 2010-09-09
Resources:
  Source:
    Type: AWS::S3::Bucket
    DependsOn: Replica
    Properties:
      BucketName: orders
      VersioningConfiguration: { Status: Enabled }
      ReplicationConfiguration:
        Role: !GetAtt Role.Arn
        Rules:
          - Id: all
            Priority: 1
            Status: Enabled
            Filter: { Prefix: '' }
            DeleteMarkerReplication: { Status: Disabled }
            Destination:
              Bucket: !GetAtt Replica.Arn
  Replica:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: { Status: Enabled }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement: [{ Effect: Allow, Principal: { Service: s3.amazonaws.com }, Action: sts:AssumeRole }]
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: replication
      Roles: [!Ref Role]
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Action: [s3:GetReplicationConfiguration, s3:ListBucket]
            Resource: arn:aws:s3:::orders
          - Effect: Allow
            Action: [s3:GetObjectVersionForReplication, s3:GetObjectVersionAcl, s3:GetObjectVersionTagging]
            Resource: arn:aws:s3:::orders/*
          - Effect: Allow
            Action: [s3:ReplicateObject, s3:ReplicateTags]
            Resource: !Join ['', [!GetAtt Replica.Arn, /*]]
`;

const keys = `  SourceKey:
    Type: AWS::KMS::Key
  ReplicaKey:
    Type: AWS::KMS::Key
`;

export type Edit = readonly [from: string, to: string];

/** @throws where a text is not there to be replaced */
export function edited(text: string, ...edits: readonly Edit[]): string {
  let result = text;
  for (const [from, to] of edits) {
    if (!result.includes(from)) throw new Error(`The template does not hold ${JSON.stringify(from)}.`);
    result = result.replace(from, () => to);
  }
  return result;
}

/** The same with a key at both sides. */
export const kmsTemplate = `${edited(
  plainTemplate,
  [
    '      ReplicationConfiguration:',
    `      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: { SSEAlgorithm: aws:kms, KMSMasterKeyID: !GetAtt SourceKey.Arn }
      ReplicationConfiguration:`,
  ],
  [
    '            Destination:',
    '            SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: Enabled } }\n            Destination:',
  ],
  [
    '              Bucket: !GetAtt Replica.Arn\n',
    `              Bucket: !GetAtt Replica.Arn
              EncryptionConfiguration: { ReplicaKmsKeyID: !GetAtt ReplicaKey.Arn }
`,
  ],
)}          - { Effect: Allow, Action: kms:Decrypt, Resource: !GetAtt SourceKey.Arn }
          - { Effect: Allow, Action: kms:Encrypt, Resource: !GetAtt ReplicaKey.Arn }
${keys}`;
