import { z } from 'zod';
import { get, post } from '../route.ts';
import { Guest, GuestInvitation, ofGuestLink, OpenGuestLink, ViewGuestLink } from './schema.ts';

export const guestRoutes = {
  view: post('/api/guest/view', 'View a guest link before opening it', {
    scope: 'none',
    input: ViewGuestLink,
    output: GuestInvitation,
  }),
  open: post('/api/guest/open', 'Open a guest link in this browser', {
    scope: 'none',
    input: OpenGuestLink,
    output: Guest,
  }),
  get: get('/api/guest/{link}', 'Get a guest link that was opened in this browser', {
    scope: 'guest',
    input: z.object(ofGuestLink),
    output: Guest,
  }),
} as const;
