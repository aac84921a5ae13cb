import { defineRule } from '../../src/engine/model.js';

export default defineRule({
  subject: 'estate',
  meta: {
    title: 'A verdict depends on a value that the given code does not hold',
    healthy: 'The given code holds every value that a verdict depends on',
    level: 'note',
    controls: { none: 'It says which evidence is missing, and that neither meets nor breaks a requirement.' },
    why: 'Code leaves values open: a name that AWS generates, a parameter without a value, an attribute of a resource that does not exist yet, another stack. If the answer is the same for every possible value, the verdict is decided. If it depends on the value, the verdict is unknown, and the finding names what would decide it.',
    whenNot:
      'Use `--allow-incomplete` if the values cannot be given before the deployment: the verdicts stay unknown, and the run does not fail because of them.',
    sources: [
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html',
      'https://developer.hashicorp.com/terraform/language/expressions/references#values-not-yet-known',
    ],
    needs: [],
    failureReasons: [],
    headlines: {
      open: '{{what}}',
      openLacking: '{{what}}',
      openGrants: '{{what}}',
      configuration: 'The replication configuration of bucket {{bucket}} is not known before deployment',
      cases: '{{what}}',
    },
    messages: {
      open: '{{what}}| |This leaves open: {{verdicts}}.',
      openLacking: '{{what}} It decides whether S3 needs {{lacking}}.| |This leaves open: {{verdicts}}.',
      openGrants: '{{what}} Only a grant could give S3 {{lacking}}.| |This leaves open: {{verdicts}}.',
      configuration:
        'The replication configuration of bucket {{bucket}} is not known before deployment|: |whether it replicates, and what, is unknown. {{what}}',
      cases: '{{what}}| |This leaves open: {{verdicts}}.',
    },
    help: {
      open: '{{how}}',
      openLacking: '{{how}} If the action is allowed, no verdict depends on the answer.',
      openGrants: '{{how}} If a policy allows the action, no verdict depends on the answer.',
      configuration: '{{how}}',
      cases: '{{how}}',
    },
  },
  // Raised by the engine, which knows what each verdict waits for.
  *check() {},
});
