/** Annotations of GitHub's workflows: `::error title=…,file=…,line=…,col=…::text`. */
import type { Location } from '../../report/model.js';
import { visible, visibleLines } from '../escape/visible.js';
import { escapeCommandData, escapeCommandProperty, withoutOldCommands } from '../escape/workflow-command.js';
import { fileSegments } from '../view/file-name.js';
import { bounded } from './bounded.js';

const maxText = 4000;

export interface Annotation {
  readonly command: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly text: string;
  /** Null = of the run as a whole. */
  readonly place?: Pick<Location, 'file' | 'line' | 'column'> | null;
}

/** One line, without its end. */
export function annotationText({ command, title, text, place = null }: Annotation, workingDirectory: string): string {
  const properties = [`title=${property(title)}`];
  if (place !== null) {
    properties.push(`file=${property(fileSegments(place.file, workingDirectory).join('/'))}`);
    if (place.line !== null) properties.push(`line=${place.line}`, `col=${place.column ?? 1}`);
  }
  return `::${command} ${properties.join(',')}::${data(text)}`;
}

function data(text: string): string {
  return escapeCommandData(withoutOldCommands(visibleLines(bounded(text, maxText))));
}

function property(text: string): string {
  return escapeCommandProperty(withoutOldCommands(visible(text)));
}
