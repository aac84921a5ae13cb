/**
 * A script for the AWS CLI: whoever runs it changes the documents of the account that its credentials are of, each only where it is
 * still the one that was audited. Everything from elsewhere stands in quotes, or in a comment of one line.
 */
import { shellWord } from '../../../basics/shell-word.js';
import { visible } from '../../../reporters/escape/visible.js';
import { digestOf } from '../../digest.js';
import type { DocumentCommands } from '../../commands/aws.js';
import type { FixPatch } from '../../model.js';
import { ownerText, partsOf, type Part } from '../../owners.js';
import { documentWords } from '../words.js';
import { makeRoom, prelude } from './prelude.js';

/** A patch with how its document is read and written. */
export type Commands = (patch: FixPatch) => DocumentCommands | null;

/** Indirect calls, text in single quotes, and pipes of one program are what is meant. */
const lintComment = '# shellcheck disable=SC2016,SC2317,SC2329';

export function script(all: readonly FixPatch[], commandsOf: Commands): string {
  const numbered = all.flatMap((patch, index) => {
    const commands = commandsOf(patch);
    return commands === null ? [] : [{ patch, number: index + 1, commands }];
  });
  const patches = numbered.map(({ patch }) => patch);
  const left = all.filter((patch) => commandsOf(patch) === null);
  const numberOf = new Map(numbered.map(({ patch, number }) => [patch.id, number]));
  const hasVersions = numbered.some(({ commands }) => commands.managedPolicy !== undefined);
  const parts = partsOf(patches);
  return [
    '#!/usr/bin/env bash',
    ...headComment(parts),
    ...left.map((patch) => comment(`Only in code, to be changed there: ${documentWords(patch)}`)),
    lintComment,
    prelude,
    ...(hasVersions ? [makeRoom] : []),
    ...numbered.map((each) => functionsOf(each.number, each.patch, each.commands)),
    'account=$(aws sts get-caller-identity --query Account --output text)',
    'known=no',
    '',
    ...parts.map((part) => callsOf(part, numberOf, commandsOf)),
    'if [ "$known" = no ]; then stop "Nothing here is to be changed in account $account."; fi',
    '',
  ].join('\n');
}

function comment(text: string): string {
  return `# ${visible(text)}`;
}

function headComment(parts: readonly Part[]): readonly string[] {
  return [
    '# Makes S3 replication work: written by replint, and proved by a second audit of what was read.',
    '#',
    ...parts.map((part) => comment(ownerText(part))),
    ...parts.flatMap(({ waitsFor }) => waitsFor.map((patch) => comment(`Waits for: ${documentWords(patch)}`))),
    '#',
    '# Each document is read again first, and nothing is changed that is not as it was audited. Between that and the change',
    '# there remain some seconds. What was there is kept in the folder replint-before-TIME.',
    '#   --dry-run         only looks whether all is as it was audited',
    '#   --with-decisions  also changes that their owner has to decide on: exceptions in a Deny, and what cannot be taken back',
    '#',
  ];
}

function functionsOf(number: number, patch: FixPatch, { read, writes, managedPolicy }: DocumentCommands): string {
  const room = managedPolicy === undefined ? [] : [`  make_room ${shellWord(managedPolicy)}`];
  return [
    comment(`${number}. ${documentWords(patch)}`),
    `read_${number}() {`,
    `  ${read}`,
    '}',
    `write_${number}() {`,
    ...room,
    ...writes.map((line) => `  ${line} >/dev/null`),
    '}',
    '',
  ].join('\n');
}

/** Policies of the organization are changed by its management account, which no audit names. */
function callsOf(part: Part, numberOf: ReadonlyMap<string, number>, commandsOf: Commands): string {
  const calls = part.patches.map((patch) => {
    const absentCode = commandsOf(patch)?.absentCode ?? null;
    const words = [
      String(numberOf.get(patch.id)),
      visible(documentWords(patch)),
      patch.before.replace('sha256:', ''),
      digestOf(patch.document).replace('sha256:', ''),
      absentCode ?? '',
      patch.decision ? 'yes' : 'no',
    ];
    return `  change ${words.map((word) => (word === '' ? "''" : shellWord(word))).join(' ')}`;
  });
  const lines = ['  known=yes', ...calls];
  if (part.owner === 'organization')
    return [
      comment(ownerText(part)),
      'if [ "$with_decisions" = yes ] && aws organizations describe-organization >/dev/null 2>&1; then',
      ...lines,
      'fi',
      '',
    ].join('\n');
  if (part.account === null) return [comment(ownerText(part)), '{', ...lines, '}', ''].join('\n');
  return [comment(ownerText(part)), `if [ "$account" = ${part.account} ]; then`, ...lines, 'fi', ''].join('\n');
}
