/** IP addresses and ranges as condition operators compare them. Source: IAM User Guide, "IP address condition operators". */

/** Whether an address lies in a CIDR range; a range without prefix length is one address. IPv4 and IPv6 never match each other. */
export function isAddressInRange(address: string, range: string): boolean | null {
  const parsedAddress = parseAddress(address);
  const parsedRange = parseRange(range);
  if (parsedAddress === null || parsedRange === null) return null;
  if (parsedAddress.bits !== parsedRange.bits) return false;
  const shift = BigInt(parsedRange.bits - parsedRange.length);
  return parsedAddress.value >> shift === parsedRange.value >> shift;
}

export interface Address {
  readonly value: bigint;
  readonly bits: 32 | 128;
}

export function parseRange(text: string): (Address & { readonly length: number }) | null {
  const slash = text.indexOf('/');
  const address = parseAddress(slash < 0 ? text : text.slice(0, slash));
  if (address === null) return null;
  if (slash < 0) return { ...address, length: address.bits };
  const lengthText = text.slice(slash + 1);
  if (!/^\d{1,3}$/u.test(lengthText) || Number(lengthText) > address.bits) return null;
  return { ...address, length: Number(lengthText) };
}

export function parseAddress(text: string): Address | null {
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

function parseV4(text: string): Address | null {
  const parts = text.split('.');
  if (parts.length !== 4) return null;
  let value = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/u.test(part) || Number(part) > 255) return null;
    value = value * 256n + BigInt(part);
  }
  return { value, bits: 32 };
}

function parseV6(text: string): Address | null {
  if (text.length > 45) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0] ?? '');
  const tail = halves.length === 2 ? groupsOf(halves[1] ?? '') : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...tail];
  return { value: groups.reduce((value, group) => value * 65_536n + BigInt(group), 0n), bits: 128 };
}

/** Sixteen-bit groups; an IPv4 address may stand at the end. */
function groupsOf(text: string): number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (index === parts.length - 1 && part.includes('.')) {
      const v4 = parseV4(part);
      if (v4 === null) return null;
      groups.push(Number(v4.value >> 16n), Number(v4.value & 0xffffn));
      continue;
    }
    if (!/^[\da-f]{1,4}$/iu.test(part)) return null;
    groups.push(Number.parseInt(part, 16));
  }
  return groups;
}
