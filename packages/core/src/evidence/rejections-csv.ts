import type { Rejection } from '@debrief/contract';
import type { Context } from '../context.ts';
import { getImport, listRejections } from './imports.ts';

const pageSize = 500;

/**
 * The rejected records of an import as CSV (place, reason, excerpt), streamed. Errors: `not-found`.
 */
export async function rejectionsAsCsv(
  ctx: Context,
  input: { id: string },
): Promise<{ name: string; type: string; chunks: AsyncIterable<string> }> {
  const { id } = await getImport(ctx, input);
  return {
    name: `rejected-${id}.csv`,
    type: 'text/csv; charset=utf-8',
    chunks: writeCsvChunks(ctx, id),
  };
}

async function* writeCsvChunks(ctx: Context, id: string): AsyncGenerator<string> {
  yield 'place,reason,excerpt\r\n';
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await listRejections(ctx, { id, cursor, limit: pageSize });
    yield page.items.map(toCsvRow).join('');
    cursor = page.next;
  }
}

function toCsvRow(rejection: Rejection): string {
  return `${[rejection.place, rejection.reason, rejection.excerpt].map(cell).join(',')}\r\n`;
}

/**
 * A cell that a spreadsheet would run as a formula gets a leading apostrophe (OWASP, CSV
 * injection).
 */
function cell(text: string): string {
  const harmless = /^[\s]*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
