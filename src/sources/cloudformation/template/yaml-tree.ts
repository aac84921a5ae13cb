/** From the events of a YAML text to the tree of a template, with offsets into the text. */
import {
  type AliasEvent,
  type Event,
  EVENT_ID,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import { type Member, mostDepth, mostNodes, type MapNode, type Node, type ReadText, type TextFault } from './node.js';

/** @throws RangeError where it is nested too deeply, or too large with all that its aliases repeat */
export function treeOf(text: string, events: readonly Event[]): ReadText {
  const builder = new TreeBuilder(text, events);
  return { root: builder.root(), faults: builder.faults };
}

/** What an anchor names, how many values that are, and how deep they are nested. */
interface Anchored {
  readonly node: Node;
  readonly size: number;
  readonly height: number;
}

type Tagged = ScalarEvent | MappingEvent | SequenceEvent;

class TreeBuilder {
  readonly faults: TextFault[] = [];
  readonly #text: string;
  readonly #events: readonly Event[];
  #next = 1;
  /** Null while the node is being read. */
  readonly #anchors = new Map<string, Anchored | null>();
  #count = 0;
  /** Nesting below the node that was read last. */
  #height = 0;
  /** Where the text was read last: a value that is not there has no place of its own. */
  #at = 0;

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#events = events;
  }

  root(): Node | null {
    return this.#isAtEnd() ? null : this.#build(0);
  }

  #isAtEnd(): boolean {
    const event = this.#events[this.#next];
    return event === undefined || event.type === EVENT_ID.POP;
  }

  #build(depth: number): Node {
    const event = this.#events[this.#next];
    this.#next += 1;
    if (event?.type === EVENT_ID.ALIAS) return this.#aliased(event, depth);
    if (event?.type !== EVENT_ID.SCALAR && event?.type !== EVENT_ID.MAPPING && event?.type !== EVENT_ID.SEQUENCE)
      throw new TypeError('not a node');
    const name = this.#slice(event.anchorStart, event.anchorEnd);
    const before = this.#count;
    if (name !== null) this.#anchors.set(name, null);
    this.#add(1);
    const node = this.#tagged(this.#bare(event, depth), event);
    if (name !== null) this.#anchors.set(name, { node, size: this.#count - before, height: this.#height });
    return node;
  }

  #aliased({ anchorStart, anchorEnd }: AliasEvent, depth: number): Node {
    const offset = anchorStart - 1;
    this.#at = anchorEnd;
    const anchored = this.#anchors.get(this.#text.slice(anchorStart, anchorEnd)) ?? null;
    if (anchored === null) {
      this.faults.push({ message: 'An alias leads nowhere, or into itself.', offset });
      return { kind: 'scalar', value: null, isPlain: true, offset };
    }
    if (depth + anchored.height > mostDepth) throw new RangeError('too deep');
    this.#add(anchored.size);
    this.#height = anchored.height;
    return anchored.node;
  }

  #bare(event: Tagged, depth: number): Node {
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event);
    this.#at = event.start;
    const node = event.type === EVENT_ID.MAPPING ? this.#map(event, depth + 1) : this.#list(event, depth + 1);
    this.#next += 1;
    this.#height += 1;
    return node;
  }

  #scalar(event: ScalarEvent): Node {
    const value = getScalarValue(this.#text, event);
    const offset = this.#offsetOf(event);
    this.#at = Math.max(offset, event.valueEnd);
    this.#height = 0;
    const isPlain = event.style === SCALAR_STYLE.PLAIN && this.#tagOf(event) !== '!!str';
    const block = event.style === SCALAR_STYLE.LITERAL_BLOCK ? { indent: event.indent } : {};
    return { kind: 'scalar', value: isPlain ? plainValue(value) : value, isPlain, offset, ...block };
  }

  #list({ start }: SequenceEvent, depth: number): Node {
    const items: Node[] = [];
    let height = 0;
    while (!this.#isAtEnd()) {
      items.push(this.#build(depth));
      height = Math.max(height, this.#height);
    }
    this.#height = height;
    return { kind: 'list', items, offset: start };
  }

  #map({ start }: MappingEvent, depth: number): MapNode {
    const members = new Map<string, Member>();
    const merged: Node[] = [];
    let height = 0;
    while (!this.#isAtEnd()) {
      const { name, keyOffset } = this.#key(depth);
      const value = this.#build(depth);
      height = Math.max(height, this.#height);
      if (name === '<<') merged.push(value);
      else {
        if (members.has(name))
          this.faults.push({
            message: `The name ${JSON.stringify(name.slice(0, 80))} stands here for a second time.`,
            offset: keyOffset,
          });
        members.set(name, { keyOffset, value });
      }
    }
    for (const each of merged) merge(members, each);
    this.#height = height;
    return { kind: 'map', members, offset: start };
  }

  #key(depth: number): { readonly name: string; readonly keyOffset: number } {
    const event = this.#events[this.#next];
    // A name is text as it is written: `On`, `null` and `0123` too.
    if (event?.type === EVENT_ID.SCALAR && event.anchorStart < 0) {
      this.#next += 1;
      this.#add(1);
      const keyOffset = this.#offsetOf(event);
      this.#at = Math.max(keyOffset, event.valueEnd);
      return { name: getScalarValue(this.#text, event), keyOffset };
    }
    const { kind, offset, ...rest } = this.#build(depth);
    if (kind === 'scalar')
      return { name: String((rest as { readonly value: unknown }).value ?? ''), keyOffset: offset };
    this.faults.push({ message: 'A name has to be a text. Here stands a list or a map.', offset });
    return { name: '', keyOffset: offset };
  }

  #add(count: number): void {
    this.#count += count;
    if (this.#count > mostNodes) throw new RangeError('too large');
  }

  #slice(start: number, end: number): string | null {
    return start < 0 ? null : this.#text.slice(start, end);
  }

  #tagOf({ tagStart, tagEnd }: Tagged): string | null {
    return this.#slice(tagStart, tagEnd);
  }

  #tagged(node: Node, event: Tagged): Node {
    const tag = this.#tagOf(event);
    return tag === null || !/^![\w:.-]+$/u.test(tag) ? node : asFunction(tag.slice(1), node);
  }

  /** Of quoted text, the quote; of a block, its header. */
  #offsetOf({ valueStart, style }: ScalarEvent): number {
    if (valueStart < 0) return this.#at;
    if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return valueStart - 1;
    if (style === SCALAR_STYLE.PLAIN) return valueStart;
    return Math.max(this.#at, this.#text.lastIndexOf(style === SCALAR_STYLE.LITERAL_BLOCK ? '|' : '>', valueStart - 1));
  }
}

/** What stands there itself wins; of a list of maps, the first. */
function merge(members: Map<string, Member>, from: Node): void {
  if (from.kind === 'list') for (const item of from.items) merge(members, item);
  if (from.kind === 'map') for (const [name, member] of from.members) if (!members.has(name)) members.set(name, member);
}

function plainValue(text: string): string | boolean | null {
  if (text === '' || text === '~' || text === 'null' || text === 'Null' || text === 'NULL') return null;
  if (text === 'true' || text === 'True' || text === 'TRUE') return true;
  return text === 'false' || text === 'False' || text === 'FALSE' ? false : text;
}

/** `!Sub x` is `{ Fn::Sub: x }`; `!GetAtt a.b.c` is `[a, b.c]`. */
function asFunction(name: string, argument: Node): MapNode {
  const { offset } = argument;
  const full = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  const value = argument.kind === 'scalar' && argument.value === null ? { ...argument, value: '' } : argument;
  return { kind: 'map', members: new Map([[full, { keyOffset: offset, value }]]), offset };
}
