import { z } from 'zod';
import { Instant } from '../ids.ts';
import { del, get, patch, post } from '../route.ts';
import {
  ChangeNotificationSettings,
  EmailProblem,
  Notification,
  NotificationSettings,
  WaitingItem,
} from './schema.ts';

export const notificationRoutes = {
  waiting: get('/api/waiting', 'List what waits for you, what is due first', {
    input: null,
    output: z.object({ items: z.array(WaitingItem) }),
  }),
  list: get('/api/notifications', 'List what waits for you and your news, the newest first', {
    input: null,
    output: z.object({ items: z.array(Notification), unread: z.int() }),
  }),
  markRead: post('/api/notifications/read', 'Mark your notifications as read', {
    own: true,
    input: z.object({ until: Instant }),
    output: null,
    status: 204,
  }),
  settings: get('/api/notifications/settings', 'Get your notification settings', {
    input: null,
    output: NotificationSettings,
  }),
  changeSettings: patch('/api/notifications/settings', 'Change your notification settings', {
    own: true,
    input: ChangeNotificationSettings,
    output: NotificationSettings,
  }),
  createFeed: post('/api/notifications/feed', 'Create your feed address; an earlier one ends', {
    own: true,
    input: z.object({}),
    output: z.object({ path: z.string() }),
    status: 201,
  }),
  revokeFeed: del('/api/notifications/feed', 'Revoke your feed address', {
    own: true,
    input: null,
    output: null,
    status: 204,
  }),
  sendTest: post('/api/notifications/test-email', 'Send a test email to yourself', {
    scope: 'admin',
    input: z.object({}),
    output: z.object({ to: z.string() }),
  }),
  problems: get('/api/notifications/email-problems', 'List emails that could not be sent', {
    scope: 'admin',
    input: null,
    output: z.object({ items: z.array(EmailProblem) }),
  }),
} as const;
