/** Shell transcripts: `$ aws s3api get-bucket-policy --bucket orders`, and below what it printed. The command says what the answer is. */
import { commandName } from '../../basics/command-name.js';
import { isOperation, operations, type Operation } from './operations.js';

export interface Command {
  readonly operation: Operation;
  /** Options without their dashes: `bucket`, `role-name` … */
  readonly options: ReadonlyMap<string, string>;
}

export interface Recorded {
  readonly command: Command;
  /** What was printed, and where it begins in the text. */
  readonly text: string;
  readonly offset: number;
  /** Typed at a prompt, its answer going nowhere else: nothing printed is then an answer, since an error would show. */
  readonly isInteractive: boolean;
}

const byCommand = new Map(operations.map((operation) => [commandName(operation), operation]));

const commandLine = /^[ \t]*([$#>%][ \t]*)?(aws[ \t]+(?:[^\n\\]|\\\r?\n|\\)*)$/gmu;

/** @returns empty where the text holds no command that is known */
export function recordedIn(text: string): readonly Recorded[] {
  const lines = [...text.matchAll(commandLine)];
  return lines.flatMap((match, index) => {
    const [whole, prompt, line = ''] = match;
    const command = commandOf(line);
    if (command === null) return [];
    const offset = match.index + whole.length;
    const end = lines[index + 1]?.index ?? text.length;
    const printed = text.slice(offset, end).replace(/\n[^\n]*[$#>%][ \t]*$/u, '\n');
    const isInteractive = prompt?.startsWith('$') === true && !/[<>|&;]/u.test(line);
    return [{ command, text: printed, offset, isInteractive }];
  });
}

function commandOf(line: string): Command | null {
  const words = wordsOf(line.replaceAll(/\\\r?\n/gu, ' '));
  const service = words.slice(1).find((word) => /^(?:s3api|s3control|iam|kms|organizations|sts)$/u.test(word));
  if (service === undefined) return null;
  const name = words[words.indexOf(service) + 1] ?? '';
  const plain = byCommand.get(name);
  const operation = service === 's3control' && plain === 'GetPublicAccessBlock' ? 'GetAccountPublicAccessBlock' : plain;
  if (operation === undefined || !isOperation(operation)) return null;
  const options = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    const [, option, value] = /^--([a-z-]+)(?:=(.*))?$/su.exec(word) ?? [];
    if (option !== undefined) options.set(option, value ?? words[index + 1] ?? '');
  }
  return { operation, options };
}

function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/gu)].map(
    ([, single, double, plain]) => single ?? double ?? plain ?? '',
  );
}
