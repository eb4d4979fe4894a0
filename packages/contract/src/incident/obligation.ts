import { z } from 'zod';

/** Laws that set deadlines for reports about an incident. */
export const Obligation = z.enum(['gdpr', 'nis2', 'cra-incident', 'cra-vulnerability']);
export type Obligation = z.infer<typeof Obligation>;

/**
 * `waiting`: what it is counted from is not set. `open`: due in `ms`. `overdue`: due `ms` ago.
 * `met`: reported `ms` before it was due. `late`: reported `ms` after.
 */
export const DeadlineStatus = z.enum(['waiting', 'open', 'overdue', 'met', 'late']);
export type DeadlineStatus = z.infer<typeof DeadlineStatus>;
