import { defineRule } from '../../src/engine/model.js';

export default defineRule({
  subject: 'estate',
  meta: {
    title: 'What S3 did contradicts what the configuration says',
    healthy: 'What S3 did agrees with what the configuration says',
    level: 'warning',
    controls: ['S3.7', 'S3.11', 'ISO/IEC 27001:2022 A.8.13', 'ISO/IEC 27001:2022 A.8.16'],
    why: 'Failure events, CloudTrail, completion reports and inventories say what S3 did. If that differs from what the configuration predicts, one of the two is out of date, or a fact is missing. replint reports the difference and does not pick one.',
    whenNot: 'Leave out evidence that is older than the configuration.',
    limits:
      'Only the evidence that you give is counted: silence proves nothing. A denial names one reason even if several apply, so the next one can appear after a fix. S3 gives an object one status for all of its destinations.',
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
        '{{rule}} from {{source}} to {{destination}} is allowed to replicate, but S3 reports failures. {{said}}',
      completedAllTheSame:
        '{{rule}} from {{source}} to {{destination}} is not able to replicate, but S3 reports success. {{said}}',
      otherCause:
        '{{rule}} from {{source}} to {{destination}} fails for another reason than the configuration shows ({{predicted}}). {{said}}',
      decided:
        'Whether {{rule}} from {{source}} to {{destination}} replicates is not known from the configuration, but S3 says that it does not. {{said}}',
    },
    help: {
      failedAllTheSame:
        '{{explanations}}Look at one of the objects that failed: `replint explain s3://BUCKET/KEY`. Collect again if something has changed since. Then replicate the failed objects with S3 Batch Replication.',
      completedAllTheSame:
        '{{explanations}}Collect again: what was read is older than what S3 did, or a policy that was not read allows it.',
      otherCause:
        '{{explanations}}Fix the reason that S3 names as well: it names one at a time, and the next shows when that one is fixed. {{denied}}',
      decided: '{{explanations}}Supply the missing evidence, or fix the reason that S3 names. {{denied}}',
    },
  },
  // Raised by the engine, where evidence is given.
  *check() {},
});
