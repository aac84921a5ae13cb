/** The message that the AWS CLI prints in place of an answer: it names the code and the operation, and so it is an answer. */

export interface ErrorText {
  readonly code: string;
  /** API operation, such as `GetBucketPolicy`. */
  readonly operation: string;
  readonly message: string;
}

const most = 20_000;
const sentence =
  /An error occurred \(([\w.:-]{1,100})\) when calling the (\w{1,80}) operation(?: \([^)\n]{0,80}\))?: ?([^\n]*)/u;

/** @returns null where the text is not such a message and little else */
export function errorTextOf(text: string): ErrorText | null {
  if (text.length > most) return null;
  const [, code, operation, message = ''] = sentence.exec(text) ?? [];
  return code === undefined || operation === undefined ? null : { code, operation, message: message.trim() };
}
