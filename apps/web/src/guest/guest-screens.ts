import type { Guest, GuestPurpose } from '@debrief/contract';
import type { ComponentType } from 'react';
import { lazyPart } from '../ui/lazy-part.ts';
import { startInbox } from './guest-inbox.ts';

const loadCalibration = () => import('./guest-calibration.tsx');

/** The screen of each purpose, loaded when a link for it is opened. */
export const guestScreens: Partial<Record<GuestPurpose, ComponentType<{ guest: Guest }>>> = {
  calibration: lazyPart(loadCalibration, 'GuestCalibration'),
  meeting: lazyPart(() => import('../rooms/meeting/guest-meeting.tsx'), 'GuestMeetingScreen'),
};

/** What a screen needs, requested together with the guest. The purpose is that of the address. */
export function prepareScreen(purpose: string, link: string): void {
  if (purpose !== 'calibration') return;
  void loadCalibration();
  startInbox(link);
}
