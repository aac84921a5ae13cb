/** The code that a `module` block calls: a folder of the input, or what `terraform init` installed. */
import { join } from 'node:path/posix';
import { type ModuleConfig, plainPath } from './configuration.js';
import type { Block } from './hcl/ast.js';
import type { ModuleView } from './module-view.js';

/** Null = its code is not in the input. */
export function calledModule(module: ModuleView, name: string, block: Block): ModuleConfig | null {
  const source = module.valueOf(block.body.attributes.get('source'), module.scope());
  const { modules, installed } = module.context.files;
  if (typeof source === 'string' && /^\.{1,2}(?:\/|$)/u.test(source))
    return modules.get(plainPath(join(module.config.folder, source))) ?? null;
  const key = [...module.path.matchAll(/module\.([\w-]+)/gu)]
    .map(([, each = '']) => each)
    .concat(name)
    .join('.');
  const folder = installed.get(key);
  return folder === undefined ? null : (modules.get(plainPath(folder)) ?? null);
}
