/**
 * Workflow commands of GitHub Actions: `::error file=a.json,line=1::message`.
 * Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */

/** The part after the second `::`. */
export function escapeCommandData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property's value. */
export function escapeCommandProperty(text: string): string {
  return escapeCommandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/**
 * Text that may end up in a workflow's log: the runner takes a line that begins with `::` (after spaces), or one that holds
 * `##[` anywhere, for a command. Their first character becomes a visible escape. Longer rows of colons than an ARN has are
 * broken up too, so that wrapping can always keep `::` away from the beginning of a line.
 */
export function defuseCommands(text: string): string {
  return withoutOldCommands(
    text.replace(/(?<=^|\s):(?=:)/g, '\\u003a').replace(/(?<=:::):+/g, (rest) => '\\u003a'.repeat(rest.length)),
  );
}

/** `##[error]` is the older form of a command, which counts anywhere in a line. */
export function withoutOldCommands(text: string): string {
  return text.replaceAll('##[', '\\u0023#[');
}
