import { DomainError } from '@debrief/contract';
import type { Archive, Member } from '../container/archive.ts';
import { isZipKind, workbook } from '../container/zip-kind.ts';
import type { Upload } from '../source.ts';
import { checkOfficeFile } from './check-office-file.ts';

export async function isWorkbook(upload: Upload): Promise<boolean> {
  return isZipKind(upload, workbook);
}

/** The sheets of a workbook as tables, with a line for each row. Errors: `bad-file`. */
export async function openWorkbook(upload: Upload): Promise<Archive> {
  const { path, name, size } = upload;
  await checkOfficeFile(upload);
  const { default: readSheets } = await import('read-excel-file/node');
  const sheets = await readSheets(path).catch((error: unknown) => {
    throw new DomainError(
      'bad-file',
      `${name} is damaged and can't be read. Open it in Excel, and save it again.`,
      { cause: error },
    );
  });
  async function* members(): AsyncGenerator<Member> {
    for (const { sheet, data } of sheets)
      yield {
        path: sheet,
        format: 'csv',
        kind: 'file',
        problem: null,
        place: null,
        chunks: () => toTable(data),
      };
  }
  return { members, bytesRead: () => size, close: async () => {} };
}

const rowsAtOnce = 500;

async function* toTable(rows: readonly (readonly unknown[])[]): AsyncGenerator<Buffer> {
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const lines = rows.slice(from, from + rowsAtOnce).map((row) => row.map(formatCell).join(','));
    yield Buffer.from(`${lines.join('\n')}\n`);
  }
}

function formatCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text =
    value instanceof Date
      ? formatDate(value)
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  // A row is one line, so that its number is that of the sheet.
  const flat = text.replaceAll(/\r?\n/g, ' ↵ ');
  return /[",]/.test(flat) ? `"${flat.replaceAll('"', '""')}"` : flat;
}

/** As it is shown: a workbook has no time zone. Excel rounds the last millisecond. */
function formatDate(date: Date): string {
  const ms = Math.round(date.getTime() / 10) * 10;
  if (Number.isNaN(ms)) return '';
  const [day = '', clock = ''] = new Date(ms).toISOString().replace('Z', '').split('T');
  if (day === '1899-12-30' || day === '1899-12-31') return clock.replace('.000', '');
  return clock === '00:00:00.000' ? day : `${day} ${clock.replace('.000', '')}`;
}
