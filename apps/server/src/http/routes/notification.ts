import type { Routes } from '@debrief/contract';
import { listWaiting } from '@debrief/core/notification';
import type { Handlers } from '../handler.ts';

export const notificationHandlers: Handlers<Routes['notification']> = {
  waiting: async (ctx) => ({ items: await listWaiting(ctx) }),
};
