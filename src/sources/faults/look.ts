/** What an input looks like, and what to do about it. */
export interface Look {
  readonly message: string;
  readonly help: string | null;
}
