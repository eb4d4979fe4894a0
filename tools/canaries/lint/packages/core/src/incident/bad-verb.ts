import { inTransaction } from '../db/index.ts';

// whole-walk: opens a transaction, authorizes no one and records nothing.
export async function closeIncident(ctx: { db: unknown }): Promise<void> {
  await inTransaction(ctx, async () => {});
}
