/** A file of a set-up. */
export interface OutputFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** A script that is to be run. */
  readonly isProgram: boolean;
}
