/**
 * AWS managed policies that people attach to roles of their own, as AWS publishes them.
 * Source: AWS Managed Policy Reference, a page for each name.
 */
export interface PublishedPolicy {
  readonly version: string;
  /** When AWS published this version; `YYYY-MM-DD`. */
  readonly since: string;
  readonly document: object;
}

/** By what follows `arn:aws:iam::aws:policy/`. */
export const publishedPolicies: Readonly<Record<string, PublishedPolicy>> = {
  AdministratorAccess: {
    version: 'v1',
    since: '2015-02-06',
    document: { Statement: [{ Action: '*', Effect: 'Allow', Resource: '*' }], Version: '2012-10-17' },
  },
  AmazonS3FullAccess: {
    version: 'v2',
    since: '2021-09-27',
    document: {
      Statement: [{ Action: ['s3:*', 's3-object-lambda:*'], Effect: 'Allow', Resource: '*' }],
      Version: '2012-10-17',
    },
  },
  AmazonS3ReadOnlyAccess: {
    version: 'v3',
    since: '2023-08-10',
    document: {
      Statement: [
        {
          Action: ['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'],
          Effect: 'Allow',
          Resource: '*',
        },
      ],
      Version: '2012-10-17',
    },
  },
  AWSDenyAll: {
    version: 'v2',
    since: '2023-12-18',
    document: { Statement: [{ Action: ['*'], Effect: 'Deny', Resource: '*', Sid: 'DenyAll' }], Version: '2012-10-17' },
  },
  AWSKeyManagementServicePowerUser: {
    version: 'v2',
    since: '2017-03-07',
    document: {
      Statement: [
        {
          Action: [
            'kms:CreateAlias',
            'kms:CreateKey',
            'kms:DeleteAlias',
            'kms:Describe*',
            'kms:GenerateRandom',
            'kms:Get*',
            'kms:List*',
            'kms:TagResource',
            'kms:UntagResource',
            'iam:ListGroups',
            'iam:ListRoles',
            'iam:ListUsers',
          ],
          Effect: 'Allow',
          Resource: '*',
        },
      ],
      Version: '2012-10-17',
    },
  },
  'service-role/AWSLambdaBasicExecutionRole': {
    version: 'v1',
    since: '2015-04-09',
    document: {
      Statement: [
        {
          Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          Effect: 'Allow',
          Resource: '*',
        },
      ],
      Version: '2012-10-17',
    },
  },
  'service-role/AWSLambdaVPCAccessExecutionRole': {
    version: 'v3',
    since: '2024-01-05',
    document: {
      Statement: [
        {
          Action: [
            'logs:CreateLogGroup',
            'logs:CreateLogStream',
            'logs:PutLogEvents',
            'ec2:CreateNetworkInterface',
            'ec2:DescribeNetworkInterfaces',
            'ec2:DescribeSubnets',
            'ec2:DeleteNetworkInterface',
            'ec2:AssignPrivateIpAddresses',
            'ec2:UnassignPrivateIpAddresses',
          ],
          Effect: 'Allow',
          Resource: '*',
          Sid: 'AWSLambdaVPCAccessExecutionPermissions',
        },
      ],
      Version: '2012-10-17',
    },
  },
  AWSXRayDaemonWriteAccess: {
    version: 'v2',
    since: '2024-02-13',
    document: {
      Statement: [
        {
          Action: [
            'xray:PutTraceSegments',
            'xray:PutTelemetryRecords',
            'xray:GetSamplingRules',
            'xray:GetSamplingTargets',
            'xray:GetSamplingStatisticSummaries',
          ],
          Effect: 'Allow',
          Resource: ['*'],
          Sid: 'AWSXRayDaemonWriteAccess',
        },
      ],
      Version: '2012-10-17',
    },
  },
  CloudWatchAgentServerPolicy: {
    version: 'v3',
    since: '2024-02-06',
    document: {
      Statement: [
        {
          Action: [
            'cloudwatch:PutMetricData',
            'ec2:DescribeVolumes',
            'ec2:DescribeTags',
            'logs:PutLogEvents',
            'logs:PutRetentionPolicy',
            'logs:DescribeLogStreams',
            'logs:DescribeLogGroups',
            'logs:CreateLogStream',
            'logs:CreateLogGroup',
            'xray:PutTraceSegments',
            'xray:PutTelemetryRecords',
            'xray:GetSamplingRules',
            'xray:GetSamplingTargets',
            'xray:GetSamplingStatisticSummaries',
          ],
          Effect: 'Allow',
          Resource: '*',
          Sid: 'CWACloudWatchServerPermissions',
        },
        {
          Action: ['ssm:GetParameter'],
          Effect: 'Allow',
          Resource: 'arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*',
          Sid: 'CWASSMServerPermissions',
        },
      ],
      Version: '2012-10-17',
    },
  },
  CloudWatchLogsFullAccess: {
    version: 'v8',
    since: '2026-02-12',
    document: {
      Statement: [
        {
          Action: [
            'logs:*',
            'cloudwatch:GenerateQuery',
            'cloudwatch:GenerateQueryResultsSummary',
            'observabilityadmin:GetS3TableIntegration',
            'observabilityadmin:ListS3TableIntegrations',
            'observabilityadmin:ListTelemetryPipelines',
          ],
          Effect: 'Allow',
          Resource: '*',
          Sid: 'CloudWatchLogsFullAccess',
        },
      ],
      Version: '2012-10-17',
    },
  },
  PowerUserAccess: {
    version: 'v12',
    since: '2026-02-12',
    document: {
      Statement: [
        { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
        {
          Action: [
            'account:GetAccountInformation',
            'account:GetGovCloudAccountInformation',
            'account:GetPrimaryEmail',
            'account:ListRegions',
            'iam:CreateServiceLinkedRole',
            'iam:DeleteServiceLinkedRole',
            'iam:ListRoles',
            'organizations:DescribeEffectivePolicy',
            'organizations:DescribeOrganization',
          ],
          Effect: 'Allow',
          Resource: '*',
        },
      ],
      Version: '2012-10-17',
    },
  },
};
