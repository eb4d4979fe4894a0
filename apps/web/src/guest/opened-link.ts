import type { GuestPurpose } from '@debrief/contract';

export interface OpenedLink {
  purpose: GuestPurpose;
  link: string;
}

/** The link that the address names, after it was opened. */
export function readOpened(): OpenedLink | null {
  const [, , purpose, link] = globalThis.location.pathname.split('/');
  if (link === undefined || (purpose !== 'calibration' && purpose !== 'meeting')) return null;
  return { purpose, link };
}
