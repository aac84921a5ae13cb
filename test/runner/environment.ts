/** Gives the environment back as it was when this was called, so that one test file does not change what the next one meets. */
export function environmentKeeper(): () => void {
  const before = { ...process.env };
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    process.exitCode = undefined;
  };
}
