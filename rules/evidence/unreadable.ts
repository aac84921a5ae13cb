import { defineRule } from '../../src/engine/model.js';

export default defineRule({
  subject: 'estate',
  meta: {
    title: 'Evidence that a verdict depends on could not be read',
    healthy: 'Everything that a verdict depends on could be read',
    level: 'note',
    controls: { none: 'It says which evidence is missing, and that neither meets nor breaks a requirement.' },
    why: 'Evidence that could not be read, or was not collected, never counts as a pass or a failure: the verdicts that depend on it stay unknown. The finding says which call would answer, which permission the call needs, and which verdicts depend on it.',
    whenNot:
      'Use `--allow-incomplete` if only a partial audit is possible: the verdicts stay unknown, and the run does not fail because of them.',
    sources: ['https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html'],
    needs: [],
    failureReasons: [],
    headlines: {
      open: '{{what}}',
      openLacking: '{{what}}',
      openGrants: '{{what}}',
      configuration: 'The replication configuration of bucket {{bucket}} could not be read ({{code}})',
      organization: 'The organization policies over {{accounts}} were not read',
      account: '{{account}} could not be read in full ({{code}})',
      instances: 'What {{block}} makes is not known ({{reason}})',
      settings: 'What {{block}} makes is not known ({{reason}})',
      code: 'The code of {{block}} is not in the input',
      tooComplex: '{{what}}',
    },
    messages: {
      open: '{{what}}| |This leaves open: {{verdicts}}.',
      openLacking: '{{what}} It decides whether S3 needs {{lacking}}.| |This leaves open: {{verdicts}}.',
      openGrants: '{{what}} Only a grant could give S3 {{lacking}}.| |This leaves open: {{verdicts}}.',
      configuration:
        'The replication configuration of bucket {{bucket}} could not be read ({{code}})|: |whether it replicates, and what, is unknown.',
      organization:
        'The organization policies over {{accounts}} were not read: {{count}} only as long as no service control policy or resource control policy denies.',
      account:
        '{{account}} could not be read in full ({{code}}: {{reason}})|: |which of its buckets replicate, and whether they can, is unknown.',
      instances:
        'What {{block}} makes is not known ({{reason}})|: |it may set up replication that this report does not judge.',
      settings: 'What {{block}} makes is not known ({{reason}})|: |it may change what verdicts depend on.',
      code: 'The code of {{block}} is not in the input|: |it may set up replication that this report does not judge.',
      tooComplex: '{{what}}| |This leaves open: {{verdicts}}.',
    },
    help: {
      open: '{{how}}',
      openLacking: '{{how}} If the action is allowed, no verdict depends on the answer.',
      openGrants: '{{how}} If a policy allows the action, no verdict depends on the answer.',
      configuration:
        'Allow the auditing principal s3:GetReplicationConfiguration on the bucket, or supply the answer of GetBucketReplication as input.',
      organization:
        'Collect them from the management account or a delegated administrator, or use --require-organization to make such verdicts unknown.',
      account:
        'Give the auditor access (`replint policy` prints what it needs), or continue the collection (`replint collect --resume`).',
      instances:
        'Give the value that it depends on (`--var`, `--var-file`, `--parameters`), or audit the plan or the account. If it is the plan that leaves it out, audit a plan without `-target`, or one made after what it waits for was applied.',
      settings:
        'Give the value that it depends on (`--var`, `--var-file`, `--parameters`), or lay the plan over what is there. If it is the plan that defers it, lay one over it that was made after what it waits for was applied.',
      code: 'Give it as a further input: modules of Terraform after `terraform init`, of CloudFormation the nested or the processed template. Otherwise audit the plan or the account.',
      tooComplex: '{{how}}',
    },
  },
  // Raised by the engine, which knows what each verdict waits for.
  *check() {},
});
