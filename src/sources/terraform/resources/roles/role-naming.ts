/** How policies and attachments name their role. */
import { textOf } from '../../values.js';
import type { Instance } from '../../model.js';
import { type Naming, knownText } from '../instances.js';

/** Role names are unique in an account. */
export function roleKey({ place }: Instance, name: string): string {
  return `${place.partition} ${place.account} ${name}`;
}

export const roleNaming: Naming = {
  owners: ['aws_iam_role', 'data.aws_iam_role'],
  nameOfOwner: (owner) => {
    const name = textOf(owner.values['name']);
    return name === null ? null : roleKey(owner, name);
  },
  nameIn: (separate) => {
    const name = knownText(separate, 'role');
    return name === null ? null : roleKey(separate, name);
  },
};
