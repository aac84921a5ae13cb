/** Every form of input. A new one is a folder and a line here; of two that are equally sure, the first gets a file. */
import type { Adapter } from './adapter.js';
import { awsConfigAdapter } from './aws-config/adapter.js';
import { cliAnswersAdapter } from './cli-answers/adapter.js';
import { cloudformationAdapter } from './cloudformation/adapter.js';
import { iamCollectAdapter } from './iam-collect/adapter.js';
import { snapshotAdapter } from './snapshot/adapter.js';
import { planAdapter } from './terraform/plan/adapter.js';
import { sourceAdapter } from './terraform/source/adapter.js';
import { stateAdapter } from './terraform/state/adapter.js';

export const adapters: readonly Adapter[] = [
  snapshotAdapter,
  iamCollectAdapter,
  cliAnswersAdapter,
  awsConfigAdapter,
  cloudformationAdapter,
  planAdapter,
  stateAdapter,
  sourceAdapter,
];
