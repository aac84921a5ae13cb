/**
 * `Fn::Cidr`: a block of IPv4 addresses cut into equal ones.
 * Source: CloudFormation Template Reference, "Fn::Cidr".
 */
const mostBlocks = 256;
const bitsOfAddress = 32;

/**
 * @param bits of an address within each of the blocks; empty = 8
 * @returns null where the arguments are not known, or CloudFormation refuses them
 */
export function addressBlocks(block: string, count: string, bits: string): readonly string[] | null {
  const [address = '', length = '', ...rest] = block.split('/');
  const first = numberOf(address);
  const [size, wanted, own] = [length, count, bits === '' ? '8' : bits].map(wholeNumber);
  if (first === null || rest.length > 0 || size === undefined || wanted === undefined || own === undefined) return null;
  const prefix = bitsOfAddress - own;
  if (size > prefix || prefix < 0 || wanted < 1 || wanted > Math.min(mostBlocks, 2 ** (prefix - size))) return null;
  const start = first - (first % 2 ** (bitsOfAddress - size));
  return Array.from({ length: wanted }, (_, index) => `${textOf(start + index * 2 ** own)}/${prefix}`);
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,3}$/u.test(text) ? Number(text) : undefined;
}

function numberOf(address: string): number | null {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/u.test(part) && Number(part) < 256)) return null;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

function textOf(address: number): string {
  return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(address / unit) % 256).join('.');
}
