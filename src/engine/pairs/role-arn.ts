/** Whether a text is the ARN of an IAM role: S3 stores whatever it is given. */
export function isRoleArn(text: string): boolean {
  const [prefix, , service, region, account, ...resource] = text.split(':');
  return (
    prefix === 'arn' &&
    service === 'iam' &&
    region === '' &&
    /^\d{12}$/u.test(account ?? '') &&
    resource.join(':').startsWith('role/')
  );
}
