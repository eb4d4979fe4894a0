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

/**
 * Deliveries that arrive at the same time are looked up and stored together: each is acknowledged
 * after the commit of its batch.
 */
export function createReceiver(ctx: Context): Receiver {
  const find = createBatches(mostInBatch, (hashes: readonly string[]) =>
    findEndpoints(ctx, hashes),
  );
  const store = createBatches<NewDelivery, StoredDelivery>(mostInBatch, (waiting) =>
    storeDeliveries(ctx, waiting),
  );
  return {
    async endpointAt(sourceName, token) {
      const row = await find(hashToken(token));
      const source = findInboundSource(sourceName);
      if (row?.source !== sourceName || !source)
        throw new DomainError('not-found', 'Inbound endpoint not found.');
      return { row, source };
    },
    receive: (endpoint, sent) => receiveDelivery(ctx, endpoint, sent, store),
  };
}
