/** Writes `docs/request-model.md`: S3's request table, condition keys and failure codes, for people who check them. */
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { loadTs } from './load-ts.mjs';

const path = 'docs/request-model.md';

const requirementWords = {
  required: 'required',
  disputed: 'disputed: warned about, never a failure',
  optional: 'optional',
};
const gradeWords = {
  documented: 'AWS documentation',
  recorded: 'recorded behaviour',
  emulated: 'emulator only',
  inferred: 'inference',
  unverified: 'nothing decisive',
};
const callKinds = ['assume-role', 's3', 'kms'];

const estateWords = {
  'role-arn': "the role's ARN",
  'role-account': "the role's account",
  'role-organization-id': "the organization of the role's account",
  'role-organization-paths': "the organization path of the role's account",
  'role-user-id': "the role's unique id, `:s3-replication`",
  'role-tag': "the role's tag",
  'resource-account': "the resource's account",
  'resource-organization-id': "the organization of the resource's account",
  'resource-organization-paths': "the organization path of the resource's account",
  'resource-tag': "the resource's tag",
  'request-region': "the resource's Region",
  'source-region': 'the source Region',
  'via-service': "S3 of the bucket's Region",
  'encryption-context': "the object's or the bucket's ARN",
  'encryption-context-keys': '`aws:s3:arn`',
  'key-aliases': "the key's aliases",
  'key-origin': "the key's origin",
  'key-spec': "the key's spec",
  'key-usage': "the key's usage",
  'key-multi-region': 'whether the key is multi-Region',
  'key-multi-region-type': 'primary or replica, of a multi-Region key',
  'replica-encryption': "the replica's encryption",
  'replica-kms-key-id': "the replica key's ARN",
  'replica-customer-algorithm': '`AES256` for SSE-C',
  'source-bucket-arn': "the source bucket's ARN",
  'source-account': "the source bucket's account",
  'object-tag': "the object's tag",
  'any-address-of-aws': "an address of AWS's",
  'recent-time': 'a recent time',
  now: 'the time of the request',
};

function specWords(spec) {
  switch (spec.is) {
    case 'absent':
      return 'absent';
    case 'text':
      return `\`${spec.value}\``;
    case 'one-of':
      return `open: ${spec.alternatives.map(specWords).join(' or ')}`;
    case 'unknown': {
      const value = spec.never === undefined ? 'any value' : "any value that is not the customer's";
      return spec.mayBeAbsent ? `${value} or absent` : value;
    }
    case 'estate': {
      const words = estateWords[spec.fact];
      if (words === undefined) throw new Error(`no words for the fact ${spec.fact}`);
      return words;
    }
    default:
      throw new Error(`no words for ${JSON.stringify(spec)}`);
  }
}

function cell(text) {
  return text.replaceAll('\\', '\\\\').replaceAll('|', '\\|').replaceAll('\n', ' ');
}
function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');
}
function code(text) {
  return `\`${text}\``;
}
function codes(texts) {
  return texts.length === 0 ? 'none' : texts.map(code).join(', ');
}
function link(url) {
  const { hostname, pathname } = new URL(url);
  const name = pathname
    .split('/')
    .filter(Boolean)
    .slice(hostname === 'github.com' ? 0 : -1)
    .join('/');
  return `[${(name || hostname).replace(/\.html$/, '')}](${url})`;
}
function classes(row, all) {
  return row.objectClasses.length === all.length ? 'all' : row.objectClasses.join(', ');
}

function overview(rows, all, { principals, targets }) {
  return table(
    ['row', 'S3 asks to', 'who', 'action', 'on', 'for', 'need', 'aspect'],
    rows.map((row) => [
      row.id,
      row.title,
      principals[row.principal].kind === 'service' ? code(row.principal) : principals[row.principal].words,
      code(row.action),
      targets[row.target].words,
      classes(row, all),
      row.needs === 'no-deny' ? 'no explicit deny' : row.requirement,
      row.alsoObjects ? `${row.aspect}, objects` : row.aspect,
    ]),
  );
}

function details(row) {
  const lines = [
    `### ${row.id}: ${row.title}`,
    '',
    `- When: ${row.when}.`,
    `- Need: ${row.needs === 'no-deny' ? 'no explicit deny; a missing Allow does no harm' : requirementWords[row.requirement]}.`,
    ...row.alternatives.flatMap((one) => [
      `- Instead, for ${one.objectClasses.join(', ')}: ${code(one.action)}.`,
      `- Open: ${one.ifOtherDenied.what}`,
    ]),
    `- Without it: ${row.ifMissing}`,
    `- Failure codes: ${codes(row.failureReasons)}.`,
    `- Reported by: ${row.rule === null ? `no rule. ${row.whyNone ?? ''}`.trim() : `${code(row.rule)}.`}`,
    ...(row.dispute === null ? [] : [`- Open: ${row.dispute}`]),
    `- Known from ${gradeWords[row.grade]}: ${row.sources.map(link).join(', ')}.`,
  ];
  return lines.join('\n');
}

function noteDetails(note) {
  return [
    `### ${note.id}: ${note.title}`,
    '',
    `- When: ${note.when}.`,
    `- ${note.text}`,
    `- Known from ${gradeWords[note.grade]}: ${note.sources.map(link).join(', ')}.`,
  ].join('\n');
}

function contextForms({ encryptionContextOfSource, encryptionContextOfReplica }) {
  const words = { 'object-arn': 'object', 'bucket-arn': 'bucket' };
  const forms = ({ expected }) => expected.map((form) => words[form]).join(' or ');
  const settings = [
    [false, false],
    [true, true],
    [true, false],
    [false, true],
  ];
  const rows = settings.map(([sourceBucketKey, destinationBucketKey]) => {
    const facts = { sourceBucketKey, destinationBucketKey };
    const onOff = (on) => (on ? 'on' : 'off');
    return [
      onOff(sourceBucketKey),
      onOff(destinationBucketKey),
      forms(encryptionContextOfSource(facts, 'SSE-KMS')),
      forms(encryptionContextOfReplica(facts, 'SSE-KMS')),
    ];
  });
  return table(
    ['source Bucket Key', 'destination Bucket Key', 'ARN on the source key', 'ARN on the replica key'],
    rows,
  );
}

function keyTable(rows) {
  return table(
    ['condition key', 'taking the role', 'S3', 'KMS', 'known from'],
    rows.map((row) => [
      code(row.key),
      ...callKinds.map((callKind) => specWords(row.callKinds[callKind])),
      gradeWords[row.grade],
    ]),
  );
}

/** What is to be said of a key, in words that do not name it, so that keys with the same story stand together. */
function storyOf(row) {
  return [
    ...(row.note === null ? [] : [row.note]),
    ...(row.actions === undefined ? [] : [`Carried by ${codes(row.actions)} only.`]),
    ...new Set(questionsOf(row).map(({ what }) => what.replace(/ in S3's .*?: /, ': ').replaceAll(row.key, 'the key'))),
    `Sources: ${row.sources.map(link).join(', ')}.`,
  ].join(' ');
}

function keyStories(rows) {
  const keysByStory = new Map();
  for (const row of rows) keysByStory.set(storyOf(row), [...(keysByStory.get(storyOf(row)) ?? []), row.key]);
  return [...keysByStory].map(([story, keys]) => `- ${codes(keys)}: ${story}`).join('\n');
}

function questionsOf(row) {
  return callKinds.flatMap((callKind) =>
    'question' in row.callKinds[callKind] ? [row.callKinds[callKind].question] : [],
  );
}

/** The tests are the same for every key but for its name. */
function settlingTests(rows) {
  return [...new Set(rows.flatMap((row) => questionsOf(row).map(({ how }) => how.replaceAll(row.key, 'KEY'))))].map(
    (how) => `- ${how}`,
  );
}

function reasonTable(reasons) {
  return table(
    ['code', 'what happened', 'predicted by'],
    reasons.map((reason) => [
      reason.nowCalled === null ? code(reason.code) : `${code(reason.code)} (older name of ${code(reason.nowCalled)})`,
      reason.cause,
      reason.whyNone === null ? codes(reason.rules) : `no rule. ${reason.whyNone}`,
    ]),
  );
}

/** @returns {Promise<Map<string, string>>} text by path from the root of the repository */
export async function generate() {
  const { requestRows, requestNotes } = await loadTs('src/replication/requests/index.ts');
  const traits = await loadTs('src/replication/targets.ts');
  const { contextKeyRows } = await loadTs('src/replication/context-keys.ts');
  const { failureReasons } = await loadTs('src/replication/failure-reasons.ts');
  const { objectClasses } = await loadTs('src/replication/vocabulary.ts');
  const forms = await loadTs('src/replication/encryption-context.ts');
  const derived = requestRows.filter((row) => row.derived);
  const listed = requestRows.filter((row) => !row.derived);

  const text = `<!-- Generated by scripts/generate/request-model.mjs from src/replication: change the data, not this page. -->

# What S3 asks for when it replicates

Every verdict is derived from these tables: the requests that S3 makes for a replication rule, what those requests carry, and the
codes that S3 shows when one of them is refused. Please check them: a row that AWS's pages do not support is a bug, and so is a
page that no row takes into account.

- **required**: without it the aspect fails. **disputed**: AWS's own pages disagree. It is listed and never makes a verdict fail.
  **optional**: not needed, and harmless to grant. **no explicit deny**: nothing has to allow it, but a Deny counts.
- **aspect**: the part of an object that does not arrive. If *objects* is there too, the whole object fails.
- The rows follow an object on its way. AWS does not document in which order S3 asks, and nothing else depends on it.

## Requests of live replication

${overview(derived, objectClasses, traits)}

## Encryption context

The KMS requests for SSE-KMS objects carry an ARN as \`aws:s3:arn\`. For objects that are written under today's settings it is:

${contextForms(forms)}

Objects written under other settings, or with a header of their own, carry the other ARN. DSSE-KMS has no Bucket Keys: there it is always the object's.

## Each request

${derived.map(details).join('\n\n')}

## Not derived from a replication rule

Jobs of S3 Batch Operations have roles and files of their own. Their requests are listed here for completeness.

${overview(listed, objectClasses, traits)}

${listed.map(details).join('\n\n')}

## Without a request of their own

${requestNotes.map(noteDetails).join('\n\n')}

## Condition keys

What S3's own calls carry, for each of the three ways it calls: as the service when it assumes the role, with the role's session to S3,
and with the role's session through S3 to KMS. *Open* means that all the values named are possible: a decision that comes out the same for each of
them is certain, any other is unknown.

${keyTable(contextKeyRows)}

### Tests that would answer the open ones

One test a key, in an account made for it:

${settlingTests(contextKeyRows).join('\n')}

### Each key

${keyStories(contextKeyRows)}

## Failure reason codes

${reasonTable(failureReasons)}
`;
  return new Map([[path, text]]);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [file, text] of await generate()) await writeFile(file, text);
}
