import type { Location } from 'sarif';
import type { Finding } from '../../report/model.js';
import { relativeUri } from '../escape/uri.js';
import type { ReporterOptions } from '../reporter.js';
import { fileSegments } from '../view/file-name.js';

/** The line of the snapshot, the inventory or the configuration; for a finding without one a path of its own. */
export function locationOf(
  finding: Finding,
  { workingDirectory }: Pick<ReporterOptions, 'workingDirectory'>,
): Location {
  const { location } = finding;
  const segments = location === null ? pseudoPath(finding) : fileSegments(location.file, workingDirectory);
  const line = location?.line ?? 1;
  const column = location?.column ?? 1;
  return {
    physicalLocation: {
      artifactLocation: { uri: relativeUri(segments), uriBaseId: 'SRCROOT' },
      // Code scanning wants an end; where the value ends is not known, that it has a first character is.
      region: { startLine: line, startColumn: column, endLine: line, endColumn: column + 1 },
    },
    logicalLocations: [{ fullyQualifiedName: finding.resource, kind: 'resource' }],
  };
}

function pseudoPath(finding: Finding): readonly string[] {
  return ['aws', finding.account ?? 'unknown', finding.region ?? 'global', 's3', finding.sourceBucket ?? 'estate'];
}
