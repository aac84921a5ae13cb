/**
 * AWS Security Finding Format, as far as it is written here. Members and lengths: Security Hub API Reference, `AwsSecurityFinding`, and
 * Security Hub User Guide, "AWS Security Finding Format (ASFF)".
 */

/** Lengths in characters, and how many of each. */
export const limits = {
  title: 256,
  description: 1024,
  id: 512,
  recommendation: 512,
  note: 512,
  productFieldValue: 2048,
  relatedRequirements: 32,
  resources: 32,
  /** Findings that one call of BatchImportFindings takes. */
  batch: 100,
} as const;

export type ComplianceStatus = 'PASSED' | 'WARNING' | 'FAILED' | 'NOT_AVAILABLE';
export type SeverityLabel = 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH';

export interface AsffResource {
  readonly Type: string;
  readonly Id: string;
  readonly Partition?: 'aws' | 'aws-cn' | 'aws-us-gov';
  readonly Region?: string;
}

interface AsffSeverity {
  readonly Label: SeverityLabel;
  readonly Original: string;
}

export interface AsffFinding {
  readonly SchemaVersion: '2018-10-08';
  readonly Id: string;
  readonly ProductArn: string;
  readonly ProductName: string;
  readonly CompanyName: string;
  readonly GeneratorId: string;
  readonly AwsAccountId: string;
  readonly Types: readonly string[];
  /** RFC 3339, UTC. */
  readonly LastObservedAt: string;
  readonly CreatedAt: string;
  readonly UpdatedAt: string;
  readonly Severity: AsffSeverity;
  readonly FindingProviderFields: { readonly Severity: AsffSeverity; readonly Types: readonly string[] };
  readonly Title: string;
  readonly Description: string;
  readonly Remediation: { readonly Recommendation: { readonly Text: string; readonly Url: string } };
  readonly ProductFields: Readonly<Record<string, string>>;
  readonly Resources: readonly AsffResource[];
  readonly Compliance: { readonly Status: ComplianceStatus; readonly RelatedRequirements?: readonly string[] };
  readonly RecordState: 'ACTIVE' | 'ARCHIVED';
  readonly Workflow?: { readonly Status: 'SUPPRESSED' };
  readonly Note?: { readonly Text: string; readonly UpdatedBy: string; readonly UpdatedAt: string };
}
