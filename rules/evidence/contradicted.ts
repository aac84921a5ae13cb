import { defineRule } from '../../src/engine/model.js';

export default defineRule({
  subject: 'estate',
  meta: {
    title: 'What S3 did contradicts what the configuration says',
    healthy: 'What S3 did agrees with what the configuration says',
    level: 'warning',
    controls: ['S3.7', 'S3.11', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.16'],
    why: 'Failure events, CloudTrail, completion reports and inventories say what S3 did. Where that is something else than the configuration predicts, one of the two is out of date, or a fact is missing: neither is taken for true silently.',
    whenNot: 'Leave the evidence out where it is older than the configuration.',
    limits:
      'Evidence is counted for what was handed over: silence proves nothing. A denial names one reason where several deny, so that after a fix the next one can appear. S3 gives one status to an object with several destinations.',
    sources: [
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-status.html',
      'https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html',
    ],
    needs: [],
    failureReasons: [],
    headlines: {
      failedAllTheSame: 'S3 reports failures of {{rule}} from {{source}}, which is allowed to replicate',
      completedAllTheSame: 'S3 reports success of {{rule}} from {{source}}, which is not able to replicate',
      otherCause: '{{rule}} from {{source}} fails for another reason than the configuration shows',
      decided: 'S3 says that {{rule}} from {{source}} does not replicate',
    },
    messages: {
      failedAllTheSame:
        '{{rule}} from {{source}} to {{destination}} is allowed to replicate, and S3 reports failures. {{said}}{{explanations}}',
      completedAllTheSame:
        '{{rule}} from {{source}} to {{destination}} is not able to replicate, and S3 reports success. {{said}}{{explanations}}',
      otherCause:
        '{{rule}} from {{source}} to {{destination}} fails for another reason than the configuration shows ({{predicted}}). {{said}}{{explanations}}',
      decided:
        'Whether {{rule}} from {{source}} to {{destination}} replicates is not known from the configuration, and S3 says that it does not. {{said}}{{explanations}}',
    },
    help: {
      failedAllTheSame:
        'Look at one of the objects that failed: `replint explain s3://BUCKET/KEY`. Collect again if something was changed since, and replicate the failed objects with S3 Batch Replication.',
      completedAllTheSame:
        'Collect again: what was read is older than what S3 did, or a policy that was not read allows it.',
      otherCause:
        'See to the reason that S3 names as well: it names one at a time, and the others show after it is gone. {{denied}}',
      decided: 'Supply the missing evidence, or see to the reason that S3 names. {{denied}}',
    },
  },
  // Raised by the engine, where evidence is given.
  *check() {},
});
