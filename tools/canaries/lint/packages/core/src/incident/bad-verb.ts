import { inTransaction } from '../db/index.ts';

// whole-walk: opens a transaction, authorizes nobody and records nothing.
export async function closeIncident(ctx: { db: unknown }): Promise<void> {
  await inTransaction(ctx, async () => {});
}
