/** `replint explain`: reads the inputs, explains, writes. */
import { jsonText } from '../../../reporters/escape/json.js';
import { defaultSettings } from '../../../engine/audit.js';
import { explain } from '../../../judge.js';
import type { ExplainedRule, Explanation } from '../../../report/explanation.js';
import { locateExplanation } from '../../../engine/explain/locate-explanation.js';
import type { ObjectClass } from '../../../report/model.js';
import type { Estate } from '../../../estate/model.js';
import { joinReadings } from '../../../sources/join-readings.js';
import { parseObjectName, type ObjectName } from '../../../basics/bucket-name.js';
import { ExpectedError } from '../../../basics/expected-error.js';
import { didYouMean } from '../../../basics/nearest-name.js';
import { destinationOf } from '../../../replication/destination-of.js';
import { explanationMarkdown } from '../../../reporters/explanation/markdown.js';
import { explanationText } from '../../../reporters/explanation/text.js';
import { configFor } from '../../../run/config-for.js';
import { inputsOf } from '../../../run/inputs.js';
import type { LiveArguments } from '../../../run/live/live-arguments.js';
import { reportFailure } from '../../report-failure.js';
import { screenWidth } from '../../writing/screen-width.js';
import { UsageError } from '../../../basics/usage-error.js';
import { writeText } from '../../writing/write-text.js';
import { wantsColor } from '../../writing/wants-color.js';

export interface ExplainArguments extends LiveArguments {
  readonly 'object-class': string | undefined;
  readonly 'bucket-key': string | undefined;
  readonly 'require-organization': boolean | undefined;
  readonly rule: string | undefined;
  readonly format: string;
  readonly output: string | undefined;
  readonly all: boolean | undefined;
  readonly color: boolean | undefined;
  readonly config: string | undefined;
}

/** The exit code. */
export async function explainObject(object: string, given: readonly string[], args: ExplainArguments): Promise<number> {
  const { bucket, key } = parseObject(object);
  const config = await configFor(args.config);
  const { estate, locators } = joinReadings(await inputsOf(given, { ...args, bucket: [bucket] }, config));
  const unreadable = unreadableConfiguration(estate, bucket);
  if (unreadable === null) refuseUnanswerable(estate, bucket, args.rule);
  else process.stderr.write(reportFailure(unreadable));
  const explanation = explain(estate, {
    bucket,
    key,
    objectClass: (args['object-class'] as ObjectClass | undefined) ?? null,
    bucketKey: args['bucket-key'] === undefined ? null : args['bucket-key'] === 'on',
    replicationRule: args.rule ?? null,
    settings: {
      ...defaultSettings,
      trustedAccounts: config.trustedAccounts,
      trustedOrganizations: config.trustedOrganizations,
      requireOrganization: args['require-organization'] ?? config.requireOrganization ?? false,
      sourceKeys: config.sourceKeys,
      settled: config.settled,
      now: `${new Date().toISOString().slice(0, 10)}T00:00:00Z`,
    },
  });
  const text = render(locateExplanation(explanation, locators), args);
  if (explanation.replicationRules.length > 0 || args.format === 'json') await writeText(args.output, text);
  return unreadable === null ? exitCodeOf(explanation.replicationRules) : 3;
}

/** As for `audit`, that is no failure of the job: whether the bucket replicates is unknown. */
function unreadableConfiguration(estate: Estate, name: string): ExpectedError | null {
  const replication = estate.buckets.get(name)?.replication;
  return replication?.state !== 'unreadable'
    ? null
    : new ExpectedError(
        `The replication configuration of bucket ${JSON.stringify(name.slice(0, 80))} could not be read: ${replication.code}.`,
        'Let the auditing principal call GetBucketReplication (permission s3:GetReplicationConfiguration) on it.',
      );
}

function render(explanation: Explanation, { format, color, output, all = false }: ExplainArguments): string {
  if (format === 'json') return jsonText(explanation);
  const workingDirectory = process.cwd();
  if (format === 'markdown') return explanationMarkdown(explanation, workingDirectory);
  const isTerminal = output === undefined && process.stdout.isTTY === true;
  return explanationText(explanation, {
    color: wantsColor({ option: color, environment: process.env, isTerminal }),
    width: screenWidth(),
    workingDirectory,
    all,
  });
}

const mostKeyBytes = 1024;

/** @throws UsageError for anything but `s3://BUCKET`, `s3://BUCKET/KEY`, the same as an ARN, or without `s3://` */
function parseObject(text: string): ObjectName {
  const object = parseObjectName(text);
  if (object === null)
    throw new UsageError(
      `${JSON.stringify(text.slice(0, 200))} is not an object.`,
      'Write s3://BUCKET/KEY, or s3://BUCKET for every object.',
    );
  if (Buffer.byteLength(object.key ?? '') > mostKeyBytes)
    throw new UsageError('The object key is longer than the 1024 bytes that S3 takes.', 'Give a shorter key.');
  return object;
}

/** @throws ExpectedError where the inputs hold nothing about the bucket, or nothing that replicates from it */
function refuseUnanswerable(estate: Estate, name: string, rule: string | undefined): void {
  const quoted = JSON.stringify(name.slice(0, 80));
  const bucket = estate.buckets.get(name);
  if (bucket?.replication.state === 'known') {
    const ids = bucket.replication.value.Rules.map(({ ID }) => ID ?? '').filter((id) => id !== '');
    if (rule === undefined || ids.includes(rule)) return;
    throw new ExpectedError(
      `Bucket ${quoted} has no replication rule with the ID ${JSON.stringify(rule.slice(0, 80))}.${didYouMean(rule, ids)}`,
      ids.length === 0
        ? 'Its replication rules have no IDs: leave out --rule.'
        : `Its replication rules: ${ids
            .slice(0, 5)
            .map((id) => JSON.stringify(id.slice(0, 80)))
            .join(', ')}${ids.length > 5 ? ', …' : ''}.`,
    );
  }
  const sources = sourcesOf(estate, name);
  if (sources.length > 0)
    throw new ExpectedError(
      `Bucket ${quoted} is a destination of replication here, and has no replication rules of its own.`,
      `Ask about the source: \`replint explain s3://${sources[0]}\`.`,
    );
  if (bucket !== undefined)
    throw new ExpectedError(
      bucket.replication.state === 'absent'
        ? `Bucket ${quoted} has no replication configuration: nothing is replicated from it.`
        : `The replication configuration of bucket ${quoted} was not collected.`,
      'Ask about a bucket that replicates; `replint audit` lists them.',
    );
  throw new ExpectedError(
    `The inputs hold no bucket ${quoted}.${didYouMean(name, estate.buckets.keys())}`,
    'Name a source bucket that was collected; `replint audit` lists them.',
  );
}

function sourcesOf(estate: Estate, destination: string): readonly string[] {
  return [...estate.buckets.values()]
    .filter(
      ({ replication }) =>
        replication.state === 'known' &&
        replication.value.Rules.some((each) => destinationOf(each)?.name === destination),
    )
    .map(({ name }) => name)
    .sort();
}

/** As with `audit`: something required is denied, or a verdict is open. */
function exitCodeOf(explained: readonly ExplainedRule[]): 0 | 1 | 3 {
  if (explained.some(isBroken)) return 1;
  return explained.some(({ verdict }) => verdict === 'unknown') ? 3 : 0;
}

/** Tags alone are a warning of `audit`; a default class that is passed over is an error of it. */
function isBroken({ verdict, requests, isDefaultClass, passedOver }: ExplainedRule): boolean {
  return (
    verdict === 'fails' ||
    verdict === 'partly' ||
    (isDefaultClass && passedOver?.why === 'class') ||
    requests.some(
      ({ requirement, aspect, outcome, isCertain }) =>
        requirement === 'required' &&
        isCertain &&
        aspect !== 'tags' &&
        aspect !== 'annotations' &&
        (outcome === 'denied' || outcome === 'partly'),
    )
  );
}
