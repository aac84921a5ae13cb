/** XML as a tree of elements: what the SDK leaves out of an answer because its model does not know it. */
import { SaxesParser } from 'saxes';

export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

/** The root. @throws Error where the text is not XML */
export function xmlTree(text: string): XmlElement | null {
  const parser = new SaxesParser();
  const stack: Open[] = [];
  let root: XmlElement | null = null;
  parser.on('opentag', ({ name }) => {
    stack.push({ name: name.slice(name.indexOf(':') + 1), children: [], text: '' });
  });
  parser.on('text', (more) => {
    const last = stack.at(-1);
    if (last !== undefined) last.text += more;
  });
  parser.on('closetag', () => {
    const element = stack.pop();
    if (element === undefined) return;
    const parent = stack.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element);
  });
  parser.write(text).close();
  return root;
}
