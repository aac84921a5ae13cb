/**
 * Entries of a ZIP archive, by its central directory: what `terraform plan -out` writes. Archives of several disks, ZIP64 and encrypted
 * ones are no such plans. Source: APPNOTE.TXT 6.3, sections 4.3.6 to 4.3.16.
 */
import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  /** Unpacked; null where it cannot be, or is larger than the limit. */
  readonly read: (limit: number) => Uint8Array | null;
}

const endRecord = 0x06054b50;
const directoryEntry = 0x02014b50;
const localEntry = 0x04034b50;
const longestComment = 65_535;

/** Null where it is not a ZIP archive, or a broken one. */
export function zipEntries(bytes: Uint8Array): readonly ZipEntry[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  if (end === null) return null;
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0; count -= 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== directoryEntry) return null;
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const place = {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      local: view.getUint32(at + 42, true),
    };
    entries.push({ name, read: (limit) => unpacked(bytes, view, place, limit) });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

function endOf(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - 22 - longestComment);
  for (let at = view.byteLength - 22; at >= first; at -= 1) if (view.getUint32(at, true) === endRecord) return at;
  return null;
}

interface Place {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly local: number;
}

function unpacked(
  bytes: Uint8Array,
  view: DataView,
  { method, packed, size, local }: Place,
  limit: number,
): Uint8Array | null {
  if (size > limit || local + 30 > view.byteLength || view.getUint32(local, true) !== localEntry) return null;
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const content = bytes.subarray(start, start + packed);
  if (method === 0) return content;
  if (method !== 8) return null;
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, size) });
  } catch {
    return null;
  }
}
