import type { Context } from '../context.ts';

/** Test alerts of drills that an endpoint received. */
export interface ArrivedTests {
  endpoint: { name: string; incidentId: string | null };
  receivedAt: Date;
  /** The receiver of Alertmanager, empty if it isn't named. */
  receiver: string;
  marks: readonly string[];
}

/** Notes test alerts, in the transaction that ends their delivery. */
export type NoteTests = (ctx: Context, tests: ArrivedTests) => Promise<void>;
