import { z } from 'zod';
import { activityAreas } from './vocabulary.ts';

/** What a list of activity is about. */
export const ActivityArea = z.enum(activityAreas);
export type ActivityArea = z.infer<typeof ActivityArea>;
