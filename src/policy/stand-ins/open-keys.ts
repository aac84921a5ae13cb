/**
 * Object keys that a value decides which is not known: a replication rule whose prefix is a parameter. What all keys begin with moves into
 * the texts of the request, so that nothing else meets a stand-in among keys.
 */
import { addressesIn, hasStandIn, stretchesOf } from '../../basics/stand-in.js';
import type { AccessRequest, ContextValue, RequestContext, Text } from '../model.js';
import { everyKey, nothing, type StringSet } from '../strings/index.js';
import { afterStart, behindStart, commonStart } from '../strings/glob/common-start.js';

export interface MovedKeys {
  /** The same request about keys without stand-ins. */
  readonly request: AccessRequest;
  /** What was moved out of the keys. */
  readonly start: string;
  /** The request is about all keys, of which only some are meant. */
  readonly isWider: boolean;
  /** Of the values that decide which keys are meant. */
  readonly addresses: readonly string[];
  /** From keys of that request to those of the first one; `nothing` where that cannot be told. */
  readonly back: (keys: StringSet) => StringSet;
}

/** Null where no stand-in is among the keys. */
export function movedKeys(request: AccessRequest): MovedKeys | null {
  const { keys } = request;
  const addresses = standInsOf(keys);
  if (addresses === null) return null;
  const start = whole(commonStart(keys));
  const rest = start === '' ? keys : afterStart(keys, start);
  const isWider = standInsOf(rest) !== null;
  const behind = (text: Text): Text => (typeof text === 'string' ? text : { prefix: text.prefix + start });
  return {
    request: {
      ...request,
      keys: isWider ? everyKey : rest,
      resource: isWider ? request.resource : behind(request.resource),
      context: isWider ? request.context : contextBehind(request.context, behind),
    },
    start: isWider ? '' : start,
    isWider,
    addresses,
    back: (set) => (isWider ? nothing : behindStart(set, start)),
  };
}

/** Without a stand-in of which the end is missing. */
function whole(start: string): string {
  const stretches = stretchesOf(start);
  const broken = stretches.findIndex(({ kind }) => kind === 'stray');
  return (broken < 0 ? stretches : stretches.slice(0, broken)).map(({ text }) => text).join('');
}

const found = new WeakMap<StringSet, readonly string[] | null>();

/** Addresses; null where there is no stand-in. */
function standInsOf(set: StringSet): readonly string[] | null {
  const known = found.get(set);
  if (known !== undefined) return known;
  const texts = [...textsOf(set)];
  const addresses = texts.length === 0 ? null : addressesIn(texts.join('\n'));
  found.set(set, addresses);
  return addresses;
}

function* textsOf(set: StringSet): Iterable<string> {
  switch (set.op) {
    case 'texts':
      for (const text of set.texts) if (hasStandIn(text)) yield text;
      return;
    case 'glob':
      if (set.glob.holdsStandIn)
        yield set.glob.tokens.map((token) => (token.kind === 'char' ? token.char : '*')).join('');
      return;
    case 'not':
      yield* textsOf(set.set);
      return;
    case 'and':
    case 'or':
      for (const each of set.sets) yield* textsOf(each);
      return;
    default:
  }
}

function contextBehind(context: RequestContext, behind: (text: Text) => Text): RequestContext {
  const moved = (value: ContextValue): ContextValue => {
    switch (value.state) {
      case 'present':
        return { ...value, values: value.values.map(behind) };
      case 'one-of':
        return { ...value, alternatives: value.alternatives.map(moved) };
      default:
        return value;
    }
  };
  const { resolve, carriesToo } = context;
  return {
    values: new Map(Array.from(context.values, ([key, value]) => [key, moved(value)])),
    others: moved(context.others),
    ...(resolve === undefined ? {} : { resolve: (key) => moved(resolve.call(context, key)) }),
    ...(carriesToo === undefined ? {} : { carriesToo: (key) => carriesToo.call(context, key) }),
  };
}
