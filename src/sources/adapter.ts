/**
 * A form of input: a folder of `src/sources` and an entry in `adapters.ts`. An adapter finds its files by what they hold and reads them
 * into facts in the snapshot's shape. It is pure: files are read, unpacked and bounded before (`files/`), places are looked up
 * afterwards by its locator.
 */
import type { Locator, Place } from '../estate/locator.js';
import type { Existing } from './existing.js';
import type { InputFile } from './input-file.js';
import type { RawSnapshot } from './snapshot/snapshot-shape.js';
import type { CodeAt } from './terraform/source/opened-code.js';

/** How sure an adapter is that files are its own: it would bet on it, or nothing better is known. */
export type Sureness = 'certain' | 'likely';

/** Files that are read together, as one source. */
export interface Claim {
  readonly files: readonly InputFile[];
  /** As the source is to be called: the name of a file, or of the folder that holds several. */
  readonly name: string;
  readonly sureness: Sureness;
  /** What they look like and why, for people: `a CloudFormation template: it has "Resources"`. */
  readonly why: string;
}

/** What code does not say itself; each form looks at what concerns it. Nothing given = not known. */
export interface ReadOptions {
  /** Account id that templates without one are deployed to. */
  readonly account?: string;
  readonly region?: string;
  /** The one source bucket that is asked for: answers that do not say whose they are are taken to be its own. */
  readonly bucket?: string;
  /** Parameters of templates. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Variables of Terraform, `--var` over `--var-file`, as text. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly variableFiles?: readonly InputFile[];
  /** Which template is deployed where; one file may stand twice. */
  readonly deployments?: readonly Deployment[];
  /** What is there before, where the code is a change: what it does not say of it stays as it is. */
  readonly existing?: Existing;
}

export interface Deployment {
  /** As the file is called in `InputFile.name`. */
  readonly file: string;
  readonly stack?: string;
  readonly account?: string;
  readonly region?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

/** A fault of an input: at a pointer that the reading's locator follows, or at a place. */
export type ReadingFault =
  { readonly message: string; readonly pointer: string } | { readonly message: string; readonly place: Place };

/** What the code says in one case. */
export interface ReadingCase {
  /** Such as `UseCustomerKey is yes`; goes on after "when". */
  readonly when: string;
  readonly facts: RawSnapshot;
  /** The reading's own where it is left out. */
  readonly locator?: Locator;
}

/** One source, read. */
export interface Reading {
  /** How live accounts were read; left out for other inputs. */
  readonly live?: { readonly calls: number; readonly principals: readonly string[] };
  /** What was read, for whoever is to edit it. */
  readonly files?: readonly InputFile[];
  /** The same input with other texts in some of its files, by their names: what edits make of it. */
  readonly again?: (texts: ReadonlyMap<string, string>) => Promise<Reading>;
  /** For people; no two of one audit are the same. */
  readonly name: string;
  /** `live`, or the form, as the adapter is called. */
  readonly kind: string;
  /** What AWS answered or the code says, in the snapshot's shape (checked); null where there are faults. */
  readonly facts: RawSnapshot | null;
  /**
   * Where conditions of code have no value: the facts in each way in which they can come out together, at most 64 of them. `facts` and
   * `locator` of the reading are then those of the first.
   */
  readonly cases?: readonly ReadingCase[];
  /** It is a change that is laid over the other sources: what it says of something replaces what they say. */
  readonly isChange?: boolean;
  /** All of them; the run ends with them. */
  readonly faults: readonly ReadingFault[];
  /** What to do about the faults. */
  readonly help?: string;
  readonly locator: Locator;
  /** Of code in a language that is evaluated: what says the fact at a pointer; null where none of it does. */
  readonly codeAt?: (pointer: string) => CodeAt | null;
  /**
   * For code: how people can supply what stands outside of it, as a sentence. Everything that the facts do not speak of is then missing
   * for that reason. Without it, it was not collected.
   */
  readonly supply?: string;
  /** What the reader of the report must know: what was assumed, what was left out. Sentences. */
  readonly notes?: readonly string[];
  /** The JSON text of policy documents that stand in the facts as objects, where the source is JSON: it shows names given twice. */
  readonly jsonTexts?: (pointers: readonly string[]) => ReadonlyMap<string, string>;
  /** Whether an answer that cannot be read loses only itself, rather than the run: not for what a person wrote. */
  readonly isLenient?: boolean;
}

export interface Adapter {
  /** `report.input.kind`; kebab-case. */
  readonly kind: string;
  /** What is recognised, for people: `a CloudFormation template`. */
  readonly form: string;
  /**
   * Which of the files are its own; cheap, since every adapter is shown every file.
   * @param files of all inputs together: a plan and the folder of its code may be given side by side
   */
  readonly recognise: (files: readonly InputFile[]) => readonly Claim[];
  /** Reads what it claimed; heavy packages are loaded here. */
  readonly read: (claim: Claim, options: ReadOptions) => Reading | Promise<Reading>;
}
