/** `replint explain`: reads the inputs, explains, writes. */
import { existsSync, statSync } from 'node:fs';
import { groupBy } from '../../../basics/group-by.js';
import { shellWord } from '../../../basics/shell-word.js';
import { shortList } from '../../../basics/short-list.js';
import { casesOf } from '../../../cases.js';
import { markdownText } from '../../../reporters/escape/markdown.js';
import { messageLimit, terminalText } from '../../../reporters/escape/terminal.js';
import { jsonText } from '../../../reporters/escape/json.js';
import {
  explainObject,
  type ExplainedObject,
  type ExplainObjectOptions,
  NoSuchBucket,
  NotCollected,
  NothingReplicates,
} from '../../../explain-object.js';
import { ExpectedError } from '../../../basics/expected-error.js';
import type { ExplainedRule, Explanation } from '../../../report/explanation.js';
import type { ObjectClass } from '../../../report/model.js';
import { joinReadings, type Joined } from '../../../sources/join-readings.js';
import { parseObjectName, type ObjectName } from '../../../basics/aws-names.js';
import { explanationMarkdown } from '../../../reporters/explanation/markdown.js';
import { explanationText } from '../../../reporters/explanation/text.js';
import { ensureInputsSpared } from '../../../output/spare-inputs.js';
import { configFor } from '../../../run/config-for.js';
import type { CodeArguments } from '../../../run/code-options.js';
import { evidenceFrom } from '../../../run/evidence-from.js';
import { inputsOf } from '../../../run/inputs.js';
import type { LiveArguments } from '../../../run/live/live-arguments.js';
import { reportFailure } from '../../report-failure.js';
import { screenWidth } from '../../writing/screen-width.js';
import { UsageError } from '../../../basics/usage-error.js';
import { writeText } from '../../writing/write-text.js';
import { wantsColor } from '../../writing/wants-color.js';

export interface ExplainArguments extends LiveArguments, Omit<CodeArguments, 'region'> {
  readonly 'object-class': string | undefined;
  readonly 'bucket-key': string | undefined;
  readonly 'require-organization': boolean | undefined;
  readonly rule: string | undefined;
  readonly format: string;
  readonly output: string | undefined;
  readonly all: boolean | undefined;
  readonly color: boolean | undefined;
  readonly config: string | undefined;
  readonly evidence: readonly string[] | undefined;
}

/** The exit code. */
export async function showExplanation(
  object: string,
  given: readonly string[],
  args: ExplainArguments,
): Promise<number> {
  const { bucket, key } = parseObject(object, given);
  await ensureInputsSpared([args.output], [...given, args.onto, args.config, ...(args.evidence ?? [])]);
  const config = await configFor(args.config);
  const evidence = await evidenceFrom(args, key);
  const options = {
    config,
    evidence,
    objectClass: (args['object-class'] as ObjectClass | undefined) ?? null,
    bucketKey: args['bucket-key'] === undefined ? null : args['bucket-key'] === 'on',
    replicationRule: args.rule ?? null,
    requireOrganization: args['require-organization'] ?? config.requireOrganization ?? false,
    today: new Date().toISOString().slice(0, 10),
  };
  const { all, isCut } = casesOf(
    await inputsOf(given, { ...args, bucket: [bucket], object: key === null ? undefined : { bucket, key } }, config),
  );
  const answers = all.map(({ when, readings }) => ({
    when,
    ...answerOf(joinReadings(readings), { bucket, key }, options),
  }));
  const refusal = refusalOfAll(answers);
  if (refusal !== null && !(refusal instanceof NothingReplicates)) throw refusal;
  const said = refusal ?? answers.find((each) => each.unreadable !== null)?.unreadable ?? null;
  if (said !== null) process.stderr.write(reportFailure(said));
  const isSaid = answers.some(({ explanation }) => explanation.replicationRules.length > 0);
  if (isSaid || args.format === 'json') await writeText(args.output, renderCases(answers, args));
  const codes = answers.map(exitCodeOf);
  if (codes.includes(1)) return 1;
  return isCut || codes.includes(3) ? 3 : 0;
}

/** What one case has to say; or why it has nothing to say, which another case may have. */
interface Answer extends ExplainedObject {
  readonly refusal: ExpectedError | null;
}

/** Null where some case has something to say. That a bucket does not replicate says more than that another case does not have it. */
function refusalOfAll(answers: readonly Answer[]): ExpectedError | null {
  const refusals = answers.map(({ refusal }) => refusal);
  if (refusals.includes(null)) return null;
  return refusals.find((each) => each instanceof NothingReplicates) ?? refusals[0] ?? null;
}

function answerOf(joined: Joined, object: ObjectName, options: ExplainObjectOptions): Answer {
  try {
    return { ...explainObject(joined, object, options), refusal: null };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    const nothing: Explanation = { format: 'replint-explanation/1', ...object, replicationRules: [] };
    return { explanation: nothing, unreadable: null, refusal: error };
  }
}

interface ExplainedCase extends Answer {
  /** Null where the code leaves no condition open. */
  readonly when: string | null;
}

/** What is the same in several cases is shown once. */
function renderCases(cases: readonly ExplainedCase[], args: ExplainArguments): string {
  const [first] = cases;
  if (first === undefined) return '';
  if (first.when === null) return render(first, args);
  if (args.format === 'json') {
    const shown = cases.find(({ refusal }) => refusal === null) ?? first;
    return jsonText({ ...shown.explanation, cases: cases.map(({ when, explanation }) => ({ when, explanation })) });
  }
  const byText = groupBy(cases, (each) => render(each, args));
  if (byText.size === 1) return render(first, args);
  return [...byText]
    .map(([text, alike]) => {
      const heading = `When ${shortList(
        alike.map(({ when }) => when ?? ''),
        3,
        ', or when ',
      )}:`;
      return `${args.format === 'markdown' ? markdownText(heading, messageLimit) : terminalText(heading, messageLimit)}\n\n${text}`;
    })
    .join('\n');
}

function render({ explanation, refusal }: Answer, { format, color, output, all = false }: ExplainArguments): string {
  if (format === 'json') return jsonText(explanation);
  if (refusal !== null)
    return format === 'markdown'
      ? `${markdownText(refusal.message, messageLimit)}\n`
      : `${terminalText(refusal.message, messageLimit)}\n`;
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

/** `explain FILE s3://BUCKET`, or a file alone: by its form it could also be the name of a bucket, or of an object. */
function isFileFirst(text: string, given: readonly string[]): boolean {
  if (isAddress(text) || (given.length > 0 && !given.some(isAddress))) return false;
  return existsSync(text) && statSync(text).isFile();
}

function isAddress(word: string): boolean {
  return /^(?:s3:\/\/|arn:)/u.test(word);
}

function fileFirst(file: string, given: readonly string[]): UsageError {
  const object = given.find(isAddress) ?? 's3://BUCKET/KEY';
  return new UsageError(
    `${JSON.stringify(file.slice(0, 200))} is a file, and the object comes first.`,
    `Write \`replint explain ${shellWord(object)} ${shellWord(file)}\`. If the bucket is called that, write s3:// before its name.`,
  );
}

/** @throws UsageError for anything but `s3://BUCKET`, `s3://BUCKET/KEY`, the same as an ARN, or without `s3://` */
function parseObject(text: string, given: readonly string[]): ObjectName {
  const object = parseObjectName(text);
  if (isFileFirst(text, given)) throw fileFirst(text, given);
  if (object === null)
    throw new UsageError(
      `${JSON.stringify(text.slice(0, 200))} is not an object.`,
      'Write s3://BUCKET/KEY, or s3://BUCKET for every object.',
    );
  if (Buffer.byteLength(object.key ?? '') > mostKeyBytes)
    throw new UsageError('The object key is longer than 1024 bytes, the limit of S3.', 'Give a shorter key.');
  return object;
}

/** As with `audit`: nothing is replicated, something required is denied, or a verdict is open. A bucket that is not made lacks nothing. */
function exitCodeOf({ explanation: { replicationRules }, refusal, unreadable }: Answer): 0 | 1 | 3 {
  if (refusal instanceof NoSuchBucket) return 0;
  if (refusal instanceof NotCollected || unreadable !== null) return 3;
  if (refusal !== null || replicationRules.some(isBroken)) return 1;
  return replicationRules.some(({ verdict }) => verdict === 'unknown') ? 3 : 0;
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
