import { findChromium } from '@debrief/testkit/browser';
import { aptInstall } from './apt.ts';

/** The browser for the journeys: the system's, installed if we can. */
export function ensureChromium(): string {
  const packages = ['chromium-headless-shell', 'chromium'];
  const found = findChromium() ?? (packages.some((name) => aptInstall([name])) && findChromium());
  if (found) return found;
  throw new Error(
    'The browser journeys need Chromium: install it (on Debian: apt-get install chromium), or name a browser in DEBRIEF_CHROMIUM.',
  );
}
