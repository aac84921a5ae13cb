/**
 * What AWS documents as invalid about S3 RTC and metrics.
 * Sources: S3 API Reference, "List of replication-related error codes" and ReplicationTime. That metrics alone are accepted, without a
 * threshold, and beside S3 RTC that is disabled, is in crossplane-contrib/provider-aws#1117 and #1129; the list is older.
 */
import { hasStandIn } from '../../basics/stand-in.js';
import type { ReplicationRule } from '../../estate/model.js';

export interface TimeFault {
  /** Which message of `configuration/replication-time-without-metrics`. */
  readonly message: 'noMetrics' | 'noStatus' | 'noTime' | 'minutes' | 'noThreshold' | 'thresholdMinutes' | 'threshold';
  readonly detail: string;
}

const onlyMinutes = 15;

export function faultsOfReplicationTime({
  Destination: { ReplicationTime, Metrics },
}: ReplicationRule): readonly TimeFault[] {
  const statuses = [ReplicationTime?.Status, Metrics?.Status];
  // A status that is not known could be either.
  if (statuses.some((status) => status !== undefined && hasStandIn(status))) return [];
  const isOn = ReplicationTime?.Status === 'Enabled';
  const found: TimeFault[] = [];
  const see = (message: TimeFault['message'], detail: number | string = ''): void => {
    found.push({ message, detail: String(detail) });
  };
  if (ReplicationTime !== undefined) {
    const minutes = ReplicationTime.Time?.Minutes;
    if (ReplicationTime.Status === undefined) see('noStatus', 'ReplicationTime');
    if (minutes === undefined) see('noTime');
    else if (minutes !== onlyMinutes) see('minutes', minutes);
    if (Metrics === undefined || (isOn && Metrics.Status !== 'Enabled')) see('noMetrics');
  }
  if (Metrics === undefined) return found;
  if (Metrics.Status === undefined && !isOn) see('noStatus', 'Metrics');
  const threshold = Metrics.EventThreshold?.Minutes;
  if (isOn && Metrics.Status === 'Enabled') {
    if (threshold === undefined) see('noThreshold');
    else if (threshold !== onlyMinutes) see('thresholdMinutes', threshold);
  } else if (!isOn && Metrics.EventThreshold !== undefined && !isOff(ReplicationTime, Metrics)) see('threshold');
  return found;
}

/** Both written out and both disabled: what the list of errors asks for, so that a threshold beside them is not known to be refused. */
function isOff(time: { readonly Status?: string } | undefined, metrics: { readonly Status?: string }): boolean {
  return time?.Status === 'Disabled' && metrics.Status === 'Disabled';
}
