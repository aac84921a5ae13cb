/**
 * Controls of standards: which requirement a rule bears on. A rule names ids, and what AWS relates its own controls to follows. A
 * control that a rule names is not met or broken by the rule alone: the rule is evidence about it.
 */
import { awsControls, foundational, securityHub } from './aws-security-hub.js';
import { iso, isoControls } from './iso-27001.js';
import type { Control, ControlFacts, Standard } from './model.js';
import { nist, nistControls } from './nist-800-53.js';
import { pciControls, pciDss } from './pci-dss.js';

export type { Control, Standard } from './model.js';

export type AwsControlId = keyof typeof awsControls;
export type ControlId = AwsControlId | keyof typeof nistControls | keyof typeof pciControls | keyof typeof isoControls;

/** Of a rule that bears on no requirement: why. A sentence. */
export interface NoControls {
  readonly none: string;
}

/** What a rule says of controls. Never an empty list. */
export type RuleControls = readonly [ControlId, ...ControlId[]] | NoControls;

/** All standards, in the order of reports. */
export const standards: readonly Standard[] = [foundational, securityHub, nist, pciDss, iso];

function tableOf(controls: Readonly<Record<string, ControlFacts>>, { name }: Standard): readonly Control[] {
  return Object.entries(controls).map(([id, { title, source }]) => ({ id, standard: name, title, source }));
}

/** All controls, standard by standard. */
export const controls: readonly Control[] = [
  ...Object.entries(awsControls).map(([id, { title, source, foundational: isFoundational }]) => ({
    id,
    standard: (isFoundational ? foundational : securityHub).name,
    title,
    source,
  })),
  ...tableOf(nistControls, nist),
  ...tableOf(pciControls, pciDss),
  ...tableOf(isoControls, iso),
].sort((one, other) => rankOf(one) - rankOf(other));

function rankOf({ standard }: Control): number {
  return standards.findIndex(({ name }) => name === standard);
}

/** Which of AWS's controls AWS relates to a requirement of another standard; empty = the relation is ours. */
export function relatedByAws(id: string): readonly AwsControlId[] {
  return Object.entries(awsControls)
    .filter(([, { related }]) => (related as readonly string[]).includes(id))
    .map(([own]) => own as AwsControlId);
}

/** The controls that a rule names, and those that AWS relates them to; each once, in the order of all. */
export function controlsOf(named: RuleControls): readonly Control[] {
  if ('none' in named) return [];
  const ids = new Set<string>(named);
  for (const id of named) if (isAws(id)) for (const each of awsControls[id].related) ids.add(each);
  return controls.filter(({ id }) => ids.has(id));
}

function isAws(id: ControlId): id is AwsControlId {
  return Object.hasOwn(awsControls, id);
}
