import type { CollectEnvironment } from '../collectors/model.js';
import type { JobSettings } from './settings.js';
import type { Store } from './store.js';

/** Everything the steps take from outside. */
export interface Setting {
  readonly settings: JobSettings;
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How accounts are reached, where that is not the usual way. */
  readonly environment?: Partial<CollectEnvironment>;
}
