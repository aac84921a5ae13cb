import { defineRule } from '../../src/engine/model.js';

export default defineRule({
  subject: 'estate',
  meta: {
    title: 'A verdict depends on something that AWS does not document',
    healthy: 'No verdict depends on something that AWS does not document',
    level: 'note',
    controls: { none: 'It says which evidence is missing, and that neither meets nor breaks a requirement.' },
    why: 'AWS does not document every value that its own replication requests carry. If a decision depends on one, the verdict is unknown. The finding names a test that answers the question for your estate, and the configuration file records the answer.',
    whenNot:
      'Test it and record the answer under `settled` rather than switching the rule off. Then the verdict is decided.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
    ],
    needs: [],
    failureReasons: [],
    headlines: {
      open: '{{what}}',
      openRequest: '{{what}}',
      openOtherwise: '{{what}}',
      tooComplex: '{{what}}',
    },
    messages: {
      open: '{{what}}| |This leaves open: {{verdicts}}.',
      openRequest: '{{what}}| |This leaves open: {{verdicts}}.',
      openOtherwise: '{{what}}| |This leaves open: {{verdicts}}.',
      tooComplex: '{{what}}| |This leaves open: {{verdicts}}.',
    },
    help: {
      open: '{{how}} Record the answer in replint.config.yaml under settled, as "{{id}}".',
      openRequest:
        '{{how}} Record the answer in replint.config.yaml under settled, as "{{id}}": yes if S3 makes the request, no if it does not.',
      openOtherwise: '{{how}}',
      tooComplex: '{{how}}',
    },
  },
  // Raised by the engine, which knows what each verdict waits for.
  *check() {},
});
