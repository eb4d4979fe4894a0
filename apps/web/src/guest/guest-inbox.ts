import type { CalibrationInbox } from '@debrief/contract';
import { api } from '../api.ts';

const started = new Map<string, Promise<CalibrationInbox>>();

/** Requests the entries before the code that shows them has arrived. */
export function startInbox(link: string): void {
  const inbox = api.calibration.guestInbox({ link });
  // The screen that takes it shows why it failed.
  inbox.catch(() => {});
  started.set(link, inbox);
}

export function takeInbox(link: string): Promise<CalibrationInbox> {
  const inbox = started.get(link) ?? api.calibration.guestInbox({ link });
  started.delete(link);
  return inbox;
}
