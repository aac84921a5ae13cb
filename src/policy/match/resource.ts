/** Whether a Resource or NotResource element names the resource of a request. Source: IAM User Guide, "IAM JSON policy elements: Resource", "Variables and tags". */
import { addressesIn, hasStandIn } from '../../basics/stand-in.js';
import { resourcePattern } from '../arn.js';
import type { Lookup } from '../conditions/context.js';
import { resolveTemplate } from '../conditions/policy-values.js';
import { parseTemplate, type TemplatePart, variableKeys } from '../conditions/variables.js';
import { always, anyOf, doubted, exactly, type Extent, fromBoolean, never, not, or, undecided } from '../extent.js';
import type { AccessRequest, PatternElement, PolicyDocument, Statement } from '../model.js';
import type { Notes } from '../notes.js';
import { matched, matchedPattern } from '../stand-ins/match.js';
import {
  afterPrefix,
  everything,
  type Glob,
  globText,
  intersection,
  isEmpty,
  isSubset,
  matchesGlob,
  ofGlobs,
  ofPattern,
  parseGlob,
} from '../strings/index.js';

interface CompiledResources {
  readonly templates: readonly (readonly TemplatePart[])[];
  /** Globs where nothing depends on the request; null otherwise. */
  readonly fixed: ResourceGlobs | null;
  last: { readonly prefix: string; readonly read: ReadResource } | null;
}

interface ResourceGlobs {
  readonly globs: readonly Glob[];
  /** What is reached as well if a `*` runs over the colons of an ARN. */
  readonly wider: readonly Glob[];
  /** An entry nobody can read for sure. */
  readonly isOpen: boolean;
  readonly isEverything: boolean;
  readonly holdStandIns: boolean;
  readonly asides: readonly string[];
  readonly opens: readonly string[];
}

interface ReadResource {
  readonly extent: Extent;
  /** The answer depends on whether a `*` runs over the colons of an ARN. */
  readonly dependsOnColons: boolean;
}

const compiledResources = new WeakMap<PatternElement, CompiledResources>();

export interface ResourceScope {
  readonly request: Pick<AccessRequest, 'resource' | 'resourcePattern'>;
  readonly lookup: Lookup;
  readonly notes: Notes;
}

export function matchResource(statement: Statement, document: PolicyDocument, scope: ResourceScope): Extent {
  const { request, lookup, notes } = scope;
  const element = statement.resources;
  if (element === null) return always;
  const compiled = compile(element, document);
  const globs = compiled.fixed ?? globsOf(element, compiled.templates, lookup);
  for (const text of globs.opens) notes.open(statement.path, text);
  for (const text of globs.asides) notes.aside(statement.path, text);

  if (globs.isEverything) return fromBoolean(!element.not);
  const { extent, dependsOnColons } = readResource(request, compiled, globs);
  noteStandIns(extent, request, globs, { path: statement.path, notes });
  if (dependsOnColons)
    notes.open(
      statement.path,
      'Whether a "*" that ends a field of an ARN runs over the colons behind it is told differently by AWS\'s pages.',
    );
  return element.not ? not(extent) : extent;
}

function readResource(
  { resource, resourcePattern: known }: ResourceScope['request'],
  compiled: CompiledResources,
  globs: ResourceGlobs,
): ReadResource {
  if (known !== undefined) return reachedBy(globs, (some) => extentOfPattern(known, some));
  const text = typeof resource === 'string' ? resource : resource.prefix;
  // A set of whole ARNs holds stand-ins as they are written: that is what it is a set of.
  const isPlain = text === '' || (!globs.holdStandIns && !hasStandIn(text));
  const one = (glob: Glob): Extent => matched(glob, resource);
  if (typeof resource === 'string') {
    if (!isPlain) return reachedBy(globs, (some) => anyOf(some.map(one)));
    return reachedBy(globs, (some) => fromBoolean(some.some((glob) => matchesGlob(glob, resource))));
  }
  const { prefix } = resource;
  if (compiled.fixed !== null && compiled.last?.prefix === prefix) return compiled.last.read;
  const read = isPlain
    ? reachedBy(globs, (some) => exactly(ofGlobs(some.flatMap((glob) => afterPrefix(glob, prefix)))))
    : reachedBy(globs, (some) => anyOf(some.map(one)));
  compiled.last = { prefix, read };
  return read;
}

function reachedBy({ globs, wider, isOpen }: ResourceGlobs, matched: (globs: readonly Glob[]) => Extent): ReadResource {
  const strict = matched(globs);
  const open = isOpen ? or(strict, undecided) : strict;
  if (wider.length === 0 || strict === always) return { extent: open, dependsOnColons: false };
  const widely = matched(wider);
  if (isSubset(widely.possible, strict.certain) === true) return { extent: open, dependsOnColons: false };
  return { extent: or(open, doubted(widely)), dependsOnColons: true };
}

/** Said where it is the reason: what is not known on other grounds is noted by those. */
function noteStandIns(
  { certain, possible }: Extent,
  { resource, resourcePattern: known }: ResourceScope['request'],
  { globs, holdStandIns, isOpen }: ResourceGlobs,
  { path, notes }: { readonly path: string; readonly notes: Notes },
): void {
  const text = known ?? (typeof resource === 'string' ? resource : resource.prefix);
  if (text === '' || isOpen || certain === possible || (!holdStandIns && !hasStandIn(text))) return;
  const written = addressesIn(globs.map((glob) => globText(glob)).join('\n'));
  notes.unresolved(path, written.length > 0 ? written : addressesIn(text));
}

/** One resource of which only a pattern is known: it matches for sure where all that the pattern stands for do. */
function extentOfPattern(pattern: string, globs: readonly Glob[]): Extent {
  if (hasStandIn(pattern) || globs.some(({ holdsStandIn }) => holdsStandIn))
    return anyOf(globs.map((glob) => matchedPattern(glob, parseGlob(pattern))));
  const [meant, named] = [ofPattern(pattern), ofGlobs(globs)];
  if (isSubset(meant, named) === true) return always;
  return isEmpty(intersection(meant, named)) === true ? never : undecided;
}

/** Condition keys that the statement's resources mention as variables. */
export function resourceVariableKeys(statement: Statement, document: PolicyDocument): readonly string[] {
  if (statement.resources === null) return [];
  const compiled = compile(statement.resources, document);
  return compiled.fixed === null ? compiled.templates.flatMap(variableKeys) : [];
}

function compile(element: PatternElement, document: PolicyDocument): CompiledResources {
  const ready = compiledResources.get(element);
  if (ready !== undefined) return ready;
  const templates = element.patterns.map((pattern) => parseTemplate(pattern, document.version === '2012-10-17'));
  const isFixed = templates.every((parts) => parts.every((part) => part.kind !== 'variable'));
  const noLookup: Lookup = () => ({ state: 'absent' });
  const compiled: CompiledResources = {
    templates,
    fixed: isFixed ? globsOf(element, templates, noLookup) : null,
    last: null,
  };
  compiledResources.set(element, compiled);
  return compiled;
}

/** Variables are for the last field of an ARN. Source: IAM User Guide, "Where you can use policy variables". */
function hasEarlyVariable(parts: readonly TemplatePart[]): boolean {
  let colons = 0;
  for (const part of parts) {
    if (part.kind === 'variable') return colons < 5;
    colons += part.text.split(':').length - 1;
  }
  return false;
}

function globsOf(
  element: PatternElement,
  templates: readonly (readonly TemplatePart[])[],
  lookup: Lookup,
): ResourceGlobs {
  const globs: Glob[] = [];
  const wider: Glob[] = [];
  const asides: string[] = [];
  const opens: string[] = [];
  for (const [index, parts] of templates.entries()) {
    const written = (element.patterns[index] ?? '').slice(0, 200);
    if (hasEarlyVariable(parts)) {
      opens.push(
        `The resource "${written}" has a policy variable before the fifth colon, where AWS supports none; what IAM makes of it is not documented.`,
      );
      continue;
    }
    const resolved = resolveTemplate(parts, lookup);
    if (resolved.kind === 'open-variable') {
      opens.push(`The value of a policy variable in the resource "${written}" is not known.`);
      continue;
    }
    if (resolved.kind === 'default-for-empty') {
      opens.push(
        `A policy variable in the resource "${written}" has an empty value and a default. Whether the default then applies is not documented.`,
      );
      continue;
    }
    if (resolved.kind === 'unresolvable') {
      // In Resource the entry names nothing; in NotResource AWS's pages leave open whether it exempts nothing or drops the statement.
      if (element.not)
        opens.push(
          `A policy variable in the NotResource entry "${written}" has no value in this request; AWS's pages disagree on what then happens.`,
        );
      continue;
    }
    const pattern = resourcePattern(resolved.pieces);
    if (pattern.kind === 'glob') {
      globs.push(pattern.glob);
      if (pattern.wider !== null) wider.push(pattern.wider);
    } else if (pattern.kind === 'short')
      opens.push(`The resource "${written}" is not a complete ARN, and what IAM makes of it is not documented.`);
    else if (pattern.kind === 'any-service')
      opens.push(
        `The resource "${written}" has a wildcard for the service, which AWS does not support there; what IAM makes of it is not documented.`,
      );
    else asides.push(`The resource "${written}" is not an ARN and names nothing.`);
  }
  return {
    globs,
    wider,
    asides,
    opens,
    isOpen: opens.length > 0,
    isEverything: ofGlobs(globs) === everything,
    holdStandIns: globs.some(({ holdsStandIn }) => holdsStandIn),
  };
}
