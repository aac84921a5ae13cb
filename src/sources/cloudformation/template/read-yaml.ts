/**
 * A template in YAML. Texts are kept as they are written: no dates, no octal numbers, no `yes`. Anchors and merge keys are resolved as
 * `aws cloudformation package` does.
 */
import { type Event, EVENT_ID, parseEvents, YAMLException } from 'js-yaml';
import { mostDepth, type ReadText, type TextFault, tooLarge } from './node.js';
import { treeOf } from './yaml-tree.js';

export function readYaml(text: string): ReadText {
  try {
    const events = parseEvents(text, { maxDepth: mostDepth });
    const fault = secondDocument(text, events);
    return fault === null ? treeOf(text, events) : { root: null, faults: [fault] };
  } catch (error) {
    if (error instanceof RangeError) return { root: null, faults: [tooLarge] };
    if (!(error instanceof YAMLException)) throw error;
    const { reason, mark } = error;
    return {
      root: null,
      faults: [{ message: `This is not YAML: ${reason.slice(0, 200)}.`, offset: mark?.position ?? 0 }],
    };
  }
}

function secondDocument(text: string, events: readonly Event[]): TextFault | null {
  const second = events.findIndex(({ type }, index) => type === EVENT_ID.DOCUMENT && index > 0);
  if (second < 0) return null;
  const ends = events.slice(0, second).map(endOf);
  const offset = text.indexOf('---', ends.findLast((end) => end >= 0) ?? 0);
  return { message: 'A second YAML document begins here. A template is one document.', offset: Math.max(0, offset) };
}

function endOf(event: Event): number {
  if (event.type === EVENT_ID.SCALAR) return event.valueEnd;
  if (event.type === EVENT_ID.ALIAS) return event.anchorEnd;
  return -1;
}
