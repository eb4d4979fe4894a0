import { DomainError } from '@debrief/contract';
import { findInboundSource } from '@debrief/readers';
import { hashToken } from '../account/index.ts';
import type { Context } from '../context.ts';
import { createBatches } from './batches.ts';
import {
  receiveDelivery,
  storeDeliveries,
  type NewDelivery,
  type OpenEndpoint,
  type ReceivedDelivery,
  type SentDelivery,
  type StoredDelivery,
} from './receive-delivery.ts';
import { findEndpoints } from './rows.ts';

/**
 * Enough for a burst, and small transactions. One batch at a time: several at once are smaller, and
 * the way to the database and back costs more than the rows.
 */
const mostInBatch = 200;

/** What a process needs to take deliveries. */
export interface Receiver {
  /**
   * The endpoint at a URL. The secret is looked up by its hash, so response times reveal nothing
   * about it. Errors: `not-found`, the same for an unknown source, a wrong secret and a revoked
   * endpoint.
   */
  endpointAt(source: string, token: string): Promise<OpenEndpoint>;
  /** As `receiveDelivery`. */
  receive(endpoint: OpenEndpoint, sent: SentDelivery): Promise<ReceivedDelivery>;
}

/** Of an endpoint that sent before. */
const mostKnown = 10_000;

/**
 * Deliveries that arrive at the same time are looked up and stored together: each is acknowledged
 * after the commit of its batch. An endpoint that sent before is not looked up again: storing a
 * delivery makes sure that the endpoint has not changed. If it has, and before any refusal, it is.
 */
export function createReceiver(ctx: Context): Receiver {
  const find = createBatches(mostInBatch, (hashes: readonly string[]) =>
    findEndpoints(ctx, hashes),
  );
  const store = createBatches<NewDelivery, StoredDelivery>(mostInBatch, (waiting) =>
    storeDeliveries(ctx, waiting),
  );
  const known = new Map<string, OpenEndpoint>();
  const lookUp = async (sourceName: string, hash: string): Promise<OpenEndpoint> => {
    known.delete(hash);
    const found = await find(hash);
    const source = findInboundSource(sourceName);
    if (found?.row.source !== sourceName || !source)
      throw new DomainError('not-found', 'Inbound endpoint not found.');
    // An old secret ends at its time, which changes no row.
    if (found.row.token_hash === hash && source.verifyOnline === undefined) {
      if (known.size >= mostKnown) known.clear();
      known.set(hash, { ...found, source });
    }
    return { row: found.row, source, version: null };
  };
  return {
    async endpointAt(sourceName, token) {
      const hash = hashToken(token);
      const open = known.get(hash);
      return open?.row.source === sourceName ? open : lookUp(sourceName, hash);
    },
    async receive(endpoint, sent) {
      if (endpoint.version === null) return receiveDelivery(ctx, endpoint, sent, store);
      try {
        return await receiveDelivery(ctx, endpoint, sent, store);
      } catch {
        const fresh = await lookUp(endpoint.row.source, hashToken(sent.token));
        return receiveDelivery(ctx, fresh, sent, store);
      }
    },
  };
}
