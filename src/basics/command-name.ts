/** `get-bucket-policy` of `GetBucketPolicy`: how the AWS CLI calls an operation. */
export function commandName(operation: string): string {
  return operation.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`).slice(1);
}
