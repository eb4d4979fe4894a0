import { DomainError } from '@debrief/contract';
import { findBodyReader, splitTestAlerts, type Read } from '@debrief/readers';
import type { Context } from '../context.ts';
import { findReading } from '../evidence/index.ts';
import type { EndpointRow } from './rows.ts';

/** The records in a body, or the reason as text if none can be read. */
export async function parseBody(
  ctx: Context,
  endpoint: Pick<EndpointRow, 'id' | 'name' | 'source' | 'mapping_id'>,
  body: Uint8Array,
): Promise<Read[] | string> {
  const reader = findBodyReader(endpoint.source);
  if (!reader) return `This version of Debrief can't read the source "${endpoint.source}".`;
  try {
    const { id: key, name, mapping_id: mappingId } = endpoint;
    const saved = mappingId === null ? null : await findReading(ctx, mappingId);
    // Test alerts are no records, in whatever they arrive.
    const real = splitTestAlerts(body)?.rest ?? body;
    const reads = await reader.parse(real, { key, name }, saved);
    if (reads.some(({ type }) => type === 'record' || type === 'covered')) return reads;
    const first = reads.find((read) => read.type === 'rejected');
    return first ? `${first.place}: ${first.reason}` : 'There are no records in the body.';
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.message;
  }
}
