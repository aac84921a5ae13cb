/** Of code that is not deployed: names that AWS will choose stand as addresses, and no command can change what is not there yet. */
import { hasStandIn } from '../basics/stand-in.js';
import { withNames as named } from '../report/named.js';
import { digestOf } from './digest.js';
import type { FixPatch, FixReport } from './model.js';

/** Whether the patch speaks of something that is only in code. */
export function isOfCode(patch: FixPatch): boolean {
  return hasStandIn(JSON.stringify(patch));
}

/** The same fix in words that a person can read; digests are of what is shown. */
export function withNames(report: FixReport): FixReport {
  if (!hasStandIn(JSON.stringify(report))) return report;
  const ofPatch = (patch: FixPatch): FixPatch => {
    if (!isOfCode(patch)) return patch;
    const readable = named(patch);
    return { ...readable, before: digestOf(readable.previous), commands: [] };
  };
  return {
    ...named(report),
    patches: report.patches.map(ofPatch),
    ...(report.harden === undefined ? {} : { harden: report.harden.map(ofPatch) }),
  };
}
