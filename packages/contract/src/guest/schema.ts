import { z } from 'zod';
import { Id, Instant } from '../ids.ts';
import { GuestPurpose } from '../words.ts';

/** What the holder of a link sees before opening it. */
export const GuestInvitation = z
  .object({
    purpose: GuestPurpose,
    /** The person it is for; null for a link for several people, who enter their name. */
    name: z.string().nullable(),
    sentBy: z.string(),
    expiresAt: Instant,
  })
  .meta({ id: 'GuestInvitation' });
export type GuestInvitation = z.infer<typeof GuestInvitation>;

/** An opened link: `link` names it in the routes for guests. */
export const Guest = z
  .object({
    link: Id,
    purpose: GuestPurpose,
    name: z.string(),
    sentBy: z.string(),
    expiresAt: Instant,
  })
  .meta({ id: 'Guest' });
export type Guest = z.infer<typeof Guest>;

export const ViewGuestLink = z.object({ token: z.string().max(200) });
export type ViewGuestLink = z.infer<typeof ViewGuestLink>;

/** `name` is needed for a link that is for several people. */
export const OpenGuestLink = z.object({
  token: z.string().max(200),
  name: z.string().trim().max(120).optional(),
});
export type OpenGuestLink = z.infer<typeof OpenGuestLink>;

/** The input of every route for guests. */
export const ofGuestLink = { link: Id };
