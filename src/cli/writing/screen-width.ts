/** Where neither the terminal nor the environment says. */
const usualWidth = 100;

/** Columns of standard output: the terminal's, else what a pager or a log viewer says in the environment. */
export function screenWidth(): number {
  return process.stdout.columns ?? columnsOf(process.env) ?? usualWidth;
}

function columnsOf({ COLUMNS }: NodeJS.ProcessEnv): number | null {
  return /^\d{2,3}$/u.test(COLUMNS ?? '') ? Number(COLUMNS) : null;
}
