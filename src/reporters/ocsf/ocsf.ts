/**
 * Open Cybersecurity Schema Framework 1.5.0: a JSON array of Compliance Findings (class 2003) with the Cloud profile.
 * Source: https://schema.ocsf.io/1.5.0/classes/compliance_finding
 */
import type { Level, Report } from '../../report/model.js';
import { checksOf, seenAt, type Check, type CheckStatus } from '../compliance/checks.js';
import type { CheckedResource, ResourceKind } from '../compliance/resources.js';
import { oneLine } from '../compliance/texts.js';
import { jsonText } from '../escape/json.js';
import type { Reporter } from '../reporter.js';
import { toolPage } from '../view/rule-page.js';

/** Most characters of a description. Real ones have a few hundred. */
const longest = 8_000;
const longestName = 1_024;

/** `compliance.status_id` with its caption. Missing information is what the schema calls a warning. */
const statuses: Readonly<Record<CheckStatus, readonly [number, string]>> = {
  passed: [1, 'Pass'],
  failed: [3, 'Fail'],
  noted: [99, 'Note'],
  unknown: [2, 'Warning'],
  'not-applicable': [99, 'Not applicable'],
};

const severities: Readonly<Record<Level, readonly [number, string]>> = {
  error: [4, 'High'],
  warning: [3, 'Medium'],
  note: [2, 'Low'],
};

const resourceTypes: Readonly<Record<ResourceKind, string>> = {
  bucket: 'AWS::S3::Bucket',
  role: 'AWS::IAM::Role',
  key: 'AWS::KMS::Key',
  policy: 'AWS::IAM::ManagedPolicy',
  account: 'AWS::::Account',
  other: 'Other',
};

const ocsf: Reporter = (report, { rules, now, workingDirectory }) => {
  const time = seenAt(report, now);
  return jsonText(checksOf(report, { rules, workingDirectory }).map((check) => eventOf(check, time, report)));
};

export default ocsf;

/** @param time milliseconds since 1970 */
function eventOf(check: Check, time: number, { tool }: Report): object {
  const [severityId, severity] = check.level === null ? ([1, 'Informational'] as const) : severities[check.level];
  const isSuppressed = check.suppressed !== null;
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2003,
    class_name: 'Compliance Finding',
    type_uid: 200301,
    type_name: 'Compliance Finding: Create',
    time,
    severity_id: severityId,
    severity,
    status_id: isSuppressed ? 3 : 1,
    status: isSuppressed ? 'Suppressed' : 'New',
    ...(check.suppressed === null ? {} : { comment: oneLine(check.suppressed.reason, longest) }),
    message: oneLine(check.title, longestName),
    metadata: {
      version: '1.5.0',
      profiles: ['cloud'],
      event_code: check.generator,
      product: { name: 'replint', vendor_name: 'replint', version: tool.version, url_string: toolPage },
    },
    cloud: cloudOf(check),
    finding_info: {
      uid: check.id,
      title: oneLine(check.title, longestName),
      desc: oneLine(check.description, longest),
      created_time: time,
      last_seen_time: time,
      src_url: check.page,
      types: ['S3 replication'],
      analytic: { name: check.generator, uid: check.generator, type: 'Rule', type_id: 1, version: tool.version },
    },
    compliance: complianceOf(check),
    ...(check.advice === null
      ? {}
      : { remediation: { desc: oneLine(check.advice, longest), references: [check.page] } }),
    resources: check.resources.map(resourceOf),
    // The class has no attribute for the place in a file of what is no process and no package.
    ...(check.place === null ? {} : { unmapped: { place: oneLine(check.place, longestName) } }),
  };
}

function cloudOf({ account, region }: Check): object {
  return {
    provider: 'AWS',
    ...(account === null ? {} : { account: accountOf(account) }),
    ...(region === null ? {} : { region }),
  };
}

function accountOf(account: string): object {
  return { uid: account, name: account, type: 'AWS Account', type_id: 10 };
}

function complianceOf({ controls, status, word, generator }: Check): object {
  const [statusId, caption] = statuses[status];
  return {
    control: generator,
    standards: [...new Set(controls.map(({ standard }) => standard))],
    requirements: controls.map(({ id }) => id),
    status_id: statusId,
    status: caption,
    status_detail: `replint: ${word}`,
  };
}

function resourceOf({ id, kind, region, partition, account }: CheckedResource): object {
  return {
    uid: oneLine(id, longestName),
    name: oneLine(id.slice(id.lastIndexOf(':') + 1), longestName),
    type: resourceTypes[kind],
    cloud_partition: partition,
    ...(region === null ? {} : { region }),
    ...(account === null ? {} : { owner: { uid: account, name: account, type_id: 0, account: accountOf(account) } }),
  };
}
