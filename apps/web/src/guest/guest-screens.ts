import type { Guest, GuestPurpose } from '@debrief/contract';
import { lazy, type ComponentType } from 'react';

/** The screen of each purpose, loaded when a link for it is opened. */
export const guestScreens: Partial<Record<GuestPurpose, ComponentType<{ guest: Guest }>>> = {
  meeting: lazy(async () => ({
    default: (await import('../rooms/meeting/guest-meeting.tsx')).GuestMeetingScreen,
  })),
};
