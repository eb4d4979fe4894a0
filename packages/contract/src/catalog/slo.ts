import { z } from 'zod';
import { Id, Instant } from '../ids.ts';

const share = z.number().max(1);
const name = z.string().trim().min(1).max(300);

/** What one objective of an SLO reached, as `debrief slo report` calculates it. */
export const SloResult = z
  .object({
    slo: name,
    objective: z.string().trim().max(300),
    verdict: z.enum(['met', 'missed', 'no-data', 'unsupported', 'failed']),
    goal: share.min(0),
    /** Null: no data. */
    reached: share.min(0).nullable(),
    /** How many events, measurements or slices were counted; null if that is not known. */
    n: z.number().min(0).nullable(),
    unit: z.string().max(40),
    /** The share of the error budget that is left, below 0 if the goal is missed. Null: no data. */
    budgetLeft: share.nullable(),
    /** The window, and the time of the report in it. */
    from: Instant,
    until: Instant,
    at: Instant,
    /** The share of the window so far in which something was measured. */
    covered: share.min(0),
    why: z.string().max(1_000),
  })
  .refine(({ verdict, reached }) => reached !== null || !['met', 'missed'].includes(verdict), {
    path: ['reached'],
    message: 'Without data, a goal is neither met nor missed',
  })
  .meta({ id: 'SloResult' });
export type SloResult = z.infer<typeof SloResult>;

/** Reports of the same objective and time replace each other. */
export const ReportSlos = z.object({
  id: Id,
  results: z.array(SloResult).min(1, 'Report at least one objective').max(100),
});
export type ReportSlos = z.input<typeof ReportSlos>;

/** The latest reports of one objective, the newest first. */
export const ServiceSlo = z
  .object({ slo: z.string(), objective: z.string(), reports: z.array(SloResult).min(1) })
  .meta({ id: 'ServiceSlo' });
export type ServiceSlo = z.infer<typeof ServiceSlo>;

export const ServiceSlos = z.object({ slos: z.array(ServiceSlo) });
export type ServiceSlos = z.infer<typeof ServiceSlos>;
