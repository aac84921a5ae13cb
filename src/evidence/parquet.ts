/** Inventories in Parquet, one group of rows at a time. */
import { addInventoryRow } from './csv-files.js';
import type { Tallies } from './tallies.js';

/** @returns false where the file has no column of replication states */
export async function addParquet(path: string, tallies: Tallies): Promise<boolean> {
  const { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } = await import('hyparquet');
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const names = metadata.schema.map(({ name }) => name);
  const column = (name: string): string | undefined => names.find((each) => each.toLowerCase() === name);
  const bucket = column('bucket');
  const key = column('key');
  const status = column('replication_status');
  if (bucket === undefined || key === undefined || status === undefined) return false;
  const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
  const marker = column('is_delete_marker');
  const columns = [bucket, key, status, ...(marker === undefined ? [] : [marker])];
  let rowStart = 0;
  for (const { num_rows: rows } of metadata.row_groups) {
    const rowEnd = rowStart + Number(rows);
    for (const row of await parquetReadObjects({ file, metadata, columns, rowStart, rowEnd }))
      if (marker === undefined || row[marker] !== true)
        addInventoryRow(textOf(row[bucket]), textOf(row[key]), textOf(row[status]), tallies);
    rowStart = rowEnd;
  }
  return true;
}
