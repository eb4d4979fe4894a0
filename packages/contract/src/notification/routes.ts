import { z } from 'zod';
import { get } from '../route.ts';
import { WaitingItem } from './schema.ts';

export const notificationRoutes = {
  waiting: get('/api/waiting', 'List what waits for you, what is due first', {
    input: null,
    output: z.object({ items: z.array(WaitingItem) }),
  }),
} as const;
