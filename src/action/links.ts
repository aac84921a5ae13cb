/** A pull request can hold links: what it names must not lead the step to files outside of the checkout. */
import { ExpectedError } from '../basics/expected-error.js';
import { leavesByLink } from '../output/links.js';

/** @throws ExpectedError for the first of the paths that lies in the workspace by its name, and elsewhere behind a link */
export async function refuseLinksOut(paths: readonly (string | undefined)[], workspace: string): Promise<void> {
  for (const path of paths) {
    if (path === undefined || !(await leavesByLink(path, workspace))) continue;
    throw new ExpectedError(
      `${path} is a link that leads out of the workspace, or lies behind one.`,
      'Put the file itself there. A path outside of the workspace, as of RUNNER_TEMP, is fine where the workflow names it plainly.',
    );
  }
}
