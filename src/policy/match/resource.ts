/** Whether a Resource or NotResource element names the resource of a request. Source: IAM User Guide, "IAM JSON policy elements: Resource", "Variables and tags". */
import { resourcePattern } from '../arn.js';
import type { Lookup } from '../conditions/context.js';
import { resolveTemplate } from '../conditions/policy-values.js';
import { parseTemplate, type TemplatePart, variableKeys } from '../conditions/variables.js';
import { always, exactly, type Extent, fromBoolean, never, not, or, undecided } from '../extent.js';
import type { AccessRequest, PatternElement, PolicyDocument, Statement } from '../model.js';
import type { Notes } from '../notes.js';
import {
  afterPrefix,
  everything,
  type Glob,
  intersection,
  isEmpty,
  isSubset,
  matchesGlob,
  ofGlobs,
  ofPattern,
} from '../strings/index.js';

interface CompiledResources {
  readonly templates: readonly (readonly TemplatePart[])[];
  /** Globs where nothing depends on the request; null otherwise. */
  readonly fixed: ResourceGlobs | null;
  lastPrefix: string | null;
  lastExtent: Extent;
}

interface ResourceGlobs {
  readonly globs: readonly Glob[];
  /** An entry nobody can read for sure. */
  readonly isOpen: boolean;
  readonly isEverything: boolean;
  readonly asides: readonly string[];
  readonly opens: readonly string[];
}

const compiledResources = new WeakMap<PatternElement, CompiledResources>();

export interface ResourceScope {
  readonly request: Pick<AccessRequest, 'resource' | 'resourcePattern'>;
  readonly lookup: Lookup;
  readonly notes: Notes;
}

export function matchResource(statement: Statement, document: PolicyDocument, scope: ResourceScope): Extent {
  const { request, lookup, notes } = scope;
  const { resource, resourcePattern: known } = request;
  const element = statement.resources;
  if (element === null) return always;
  const compiled = compile(element, document);
  const globs = compiled.fixed ?? globsOf(element, compiled.templates, lookup);
  for (const text of globs.opens) notes.open(statement.path, text);
  for (const text of globs.asides) notes.aside(statement.path, text);

  if (globs.isEverything) return fromBoolean(!element.not);
  if (known !== undefined) {
    const matches = globs.isOpen
      ? or(extentOfPattern(known, globs.globs), undecided)
      : extentOfPattern(known, globs.globs);
    return element.not ? not(matches) : matches;
  }
  if (typeof resource !== 'string' && compiled.fixed !== null && compiled.lastPrefix === resource.prefix)
    return compiled.lastExtent;
  const read =
    typeof resource === 'string'
      ? fromBoolean(globs.globs.some((glob) => matchesGlob(glob, resource)))
      : exactly(ofGlobs(globs.globs.flatMap((glob) => afterPrefix(glob, resource.prefix))));
  const matches = globs.isOpen ? or(read, undecided) : read;
  const extent = element.not ? not(matches) : matches;
  if (typeof resource !== 'string') {
    compiled.lastPrefix = resource.prefix;
    compiled.lastExtent = extent;
  }
  return extent;
}

/** One resource of which only a pattern is known: it matches for sure where all that the pattern stands for do. */
function extentOfPattern(pattern: string, globs: readonly Glob[]): Extent {
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
    lastPrefix: null,
    lastExtent: never,
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
    if (resolved.kind === 'open') {
      opens.push(`The value of a policy variable in the resource "${written}" is not known.`);
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
    if (pattern.kind === 'glob') globs.push(pattern.glob);
    else if (pattern.kind === 'short')
      opens.push(`The resource "${written}" is no complete ARN; what IAM makes of it is not documented.`);
    else if (pattern.kind === 'any-service')
      opens.push(
        `The resource "${written}" has a wildcard for the service, which AWS does not support there; what IAM makes of it is not documented.`,
      );
    else asides.push(`The resource "${written}" is no ARN and names nothing.`);
  }
  return { globs, asides, opens, isOpen: opens.length > 0, isEverything: ofGlobs(globs) === everything };
}
