/** The stand-ins, as the estate has them. */
export type Kind = 'bucket' | 'role' | 'policy' | 'key' | 'mrk-key' | 'account' | 'region' | 'text';
export function standIn(kind: Kind, address: string): string {
  return `<<${kind} ${address}>>`;
}
export function openText(address: string): string {
  return `<<open ${address}>>`;
}
