/** Answers about jobs of S3 Batch Operations, which moto does not know. Shapes: API model of S3 Control, `ListJobs` and `DescribeJob`. */

export interface WireJob {
  readonly account: string;
  readonly region: string;
  /** As DescribeJob answers. */
  readonly job: Readonly<Record<string, unknown>>;
}

/** Of a list: what is said of one job. */
const described = ['JobId', 'Description', 'Operation', 'Priority', 'Status', 'CreationTime'];

function xml(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  const inside = Array.isArray(value)
    ? value.map((each) => xml('member', each)).join('')
    : typeof value === 'object'
      ? Object.entries(value)
          .map(([member, inner]) => xml(member, inner))
          .join('')
      : String(value as string | number | boolean)
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;');
  return `<${name}>${inside}</${name}>`;
}

/** Of the result: a page of one job, so that pages are followed. */
export function jobsReply(
  jobs: readonly WireJob[],
  { account, region }: { readonly account: string; readonly region: string },
  url: URL,
): { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string } {
  const own = jobs.filter((each) => each.account === account && each.region === region).map(({ job }) => job);
  const headers = { 'content-type': 'application/xml' };
  const [, id] = /\/jobs\/([^/]+)$/u.exec(url.pathname) ?? [];
  if (id !== undefined) {
    const job = own.find(({ JobId }) => JobId === id);
    return job === undefined
      ? { status: 404, headers, body: xml('ErrorResponse', { Error: { Code: 'NotFoundException', Message: 'none' } }) }
      : { status: 200, headers, body: xml('DescribeJobResult', { Job: job }) };
  }
  const statuses = new Set(url.searchParams.getAll('jobStatuses'));
  const wanted = own.filter(({ Status }) => statuses.size === 0 || statuses.has(String(Status)));
  const from = Number(url.searchParams.get('nextToken') ?? '0');
  const Jobs = wanted.slice(from, from + 1).map((job) =>
    Object.fromEntries(
      Object.entries(job)
        .filter(([name]) => described.includes(name))
        .map(([name, value]) => [name, name === 'Operation' ? Object.keys(value as object)[0] : value]),
    ),
  );
  const NextToken = from + 1 < wanted.length ? String(from + 1) : undefined;
  return { status: 200, headers, body: xml('ListJobsResult', { NextToken, Jobs }) };
}
