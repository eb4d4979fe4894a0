import { z } from 'zod';
import { isErrorCode } from './errors.ts';

/** RFC 9457 problem details: what went wrong (`detail`), where (`issues`), and what to do, in plain English. */
export const Problem = z
  .object({
    type: z.string(),
    code: z.string().refine(isErrorCode),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    issues: z.array(z.object({ at: z.string(), message: z.string() })).optional(),
    /** On a conflict: the current state, so that both versions can be shown. */
    current: z.unknown().optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
