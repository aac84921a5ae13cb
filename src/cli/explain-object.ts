/** `replint explain`. */
import { defaultSettings } from '../engine/audit.js';
import { explain, type ExplainedPair, type ExplainedRequest } from '../engine/explain.js';
import type { ObjectClass } from '../engine/report.js';
import { readSnapshots } from '../estate/read-snapshot.js';
import { ExpectedError } from '../expected-error.js';
import { markdownText } from '../reporters/escape/markdown.js';
import { messageLimit, terminalText } from '../reporters/escape/terminal.js';
import { wrap } from '../reporters/text/wrap.js';
import { configFor } from './config-for.js';
import { inputsOf } from './inputs.js';
import type { LiveArguments } from './live-options.js';
import { UsageError } from './usage-error.js';

export interface ExplainArguments extends LiveArguments {
  readonly 'object-class': string | undefined;
  readonly 'bucket-key': string | undefined;
  readonly rule: string | undefined;
  readonly format: string;
  readonly config: string | undefined;
}

export async function explainObject(object: string, given: readonly string[], args: ExplainArguments): Promise<number> {
  const { bucket, key } = parseObject(object);
  const config = await configFor(args.config);
  const { estate } = readSnapshots(await inputsOf(given, { ...args, bucket: [bucket] }, config));
  const pairs = explain(estate, {
    bucket,
    key,
    objectClass: (args['object-class'] as ObjectClass | undefined) ?? null,
    bucketKey: args['bucket-key'] === undefined ? null : args['bucket-key'] === 'on',
    replicationRule: args.rule ?? null,
    settings: {
      ...defaultSettings,
      requireOrganization: config.requireOrganization ?? false,
      sourceKeys: config.sourceKeys,
      settled: config.settled,
      now: new Date().toISOString(),
    },
  });
  if (pairs.length === 0)
    throw new ExpectedError(
      `The inputs hold no replication rule of bucket ${JSON.stringify(bucket.slice(0, 80))}${args.rule === undefined ? '' : ' with that ID'}.`,
      'Name a source bucket that was collected.',
    );
  process.stdout.write(
    args.format === 'json'
      ? `${JSON.stringify(pairs, null, 2)}\n`
      : `${(args.format === 'markdown' ? markdownLines(pairs) : textLines(pairs)).join('\n')}\n`,
  );
  if (pairs.some(({ verdict }) => verdict === 'fails' || verdict === 'partly')) return 1;
  return pairs.some(({ verdict }) => verdict === 'unknown') ? 3 : 0;
}

/** @throws UsageError for anything but `s3://BUCKET` and `s3://BUCKET/KEY` */
function parseObject(text: string): { readonly bucket: string; readonly key: string | null } {
  const match = /^s3:\/\/([^/]+)(?:\/([^]*))?$/u.exec(text);
  if (match === null)
    throw new UsageError(`\`${text}\` is no object.`, 'Write s3://BUCKET/KEY, or s3://BUCKET for every object.');
  const [, bucket = '', key = ''] = match;
  return { bucket, key: key === '' ? null : key };
}

const width = 100;
const words = { allowed: 'allowed', denied: 'DENIED', partly: 'DENIED for some keys', unknown: 'UNKNOWN' } as const;

function requestWords({ id, title, principal, action, resource, encryptionContext }: ExplainedRequest): string {
  const context = encryptionContext === null ? '' : `, encryption context: the ${encryptionContext}`;
  return `${title} (${id}): ${principal} asks for ${action} on ${resource}${context}`;
}

function textLines(pairs: readonly ExplainedPair[]): readonly string[] {
  return pairs.flatMap((pair) => {
    const lines = [
      `${terminalText(pair.replicationRule, 300)} → ${terminalText(pair.destination, 200)}, ${pair.objectClass ?? 'class not known'}: ${pair.verdict}`,
      '',
    ];
    if (!pair.selected) return [...lines, '  The rule does not select this.', ''];
    for (const [index, request] of pair.requests.entries()) {
      const mark = `${words[request.outcome]}${request.requirement === 'required' ? '' : ` (${request.requirement})`}`;
      lines.push(
        ...wrap(`${index + 1}. ${terminalText(requestWords(request), messageLimit)}`, width - 2).map(
          (line) => `  ${line}`,
        ),
      );
      lines.push(
        ...wrap(
          `${mark}${request.because.length === 0 ? '' : `: ${request.because.map((text) => terminalText(text, messageLimit)).join('; ')}`}`,
          width - 6,
        ).map((line) => `      ${line}`),
      );
      if (request.outcome !== 'allowed' && request.requirement === 'required')
        lines.push(...wrap(`Without it: ${request.ifMissing}`, width - 6).map((line) => `      ${line}`));
    }
    return [...lines, ''];
  });
}

function markdownLines(pairs: readonly ExplainedPair[]): readonly string[] {
  return pairs.flatMap((pair) => [
    `## ${markdownText(`${pair.replicationRule} to ${pair.destination}: ${pair.verdict}`, 500)}`,
    '',
    '| # | request | decision | why |',
    '| --- | --- | --- | --- |',
    ...pair.requests.map(
      (request, index) =>
        `| ${index + 1} | ${markdownText(requestWords(request), 800)} | ${words[request.outcome]} (${request.requirement}) | ${markdownText(request.because.join('; '), 1500)} |`,
    ),
    '',
  ]);
}
