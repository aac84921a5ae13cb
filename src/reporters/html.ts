/** One self-contained page: the verdict, a picture, every replication rule with its findings, and what to change by owner. */
import { pageOf } from './html/model.js';
import { pageText } from './html/page.js';
import type { Reporter } from './reporter.js';

const html: Reporter = (report, options) => pageText(pageOf(report, options));

export default html;
