import type { Context } from '../context.ts';

/** Alerts that Alertmanager sent to an endpoint. */
export interface ArrivedAlerts {
  endpoint: { name: string; incidentId: string | null };
  deliveryId: string;
  receivedAt: Date;
  /** The receiver of Alertmanager, empty if it isn't named. */
  receiver: string;
  /** The ids of drills, of test alerts. */
  marks: readonly string[];
  /** The names of other alerts that fire. */
  names: readonly string[];
}

/** Notes what safeguards wait for, in the transaction in which the delivery is read. */
export type NoteAlerts = (ctx: Context, alerts: ArrivedAlerts) => Promise<void>;
