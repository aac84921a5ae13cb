/** How eagerly V8 compiles: an audit runs for a second or two, through thousands of functions of which none is hot. */

/**
 * On Node 20, optimizing takes 40 % of the CPU time of an audit of 10 000 buckets, more than the compiled code saves. With ten times the
 * budget only what a large estate really repeats is optimized. The flag is read whenever a function uses its budget up, and changes no
 * result. Newer versions of V8 have tiers in between and gain nothing; most have no such flag.
 *
 * Compiled code that is kept fits one set of flags: the same for every command, from the start.
 */
export function calmCompiler(): void {
  if (process.versions.v8.startsWith('11.3.'))
    process.getBuiltinModule('node:v8').setFlagsFromString('--interrupt-budget=700000');
}
