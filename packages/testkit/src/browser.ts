import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import type { DebriefProcess } from './process.ts';

/** The engine without the program around it starts faster and needs less, so it comes first. */
const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'msedge',
];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`,
];

/** The system's Chromium, or the browser in DEBRIEF_CHROMIUM; null if there is none. */
export function findChromium(): string | null {
  const named = process.env['DEBRIEF_CHROMIUM'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [
    ...(named ? [named] : []),
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    ...places,
  ];
  return candidates.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null)
    throw new Error(
      'No Chromium was found: install it (on Debian: apt-get install chromium), or name a browser in DEBRIEF_CHROMIUM.',
    );
  // Chromium's sandbox does not run as root, and containers have a small /dev/shm.
  const args = ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  return chromium.launch({ executablePath, args });
}

export const ownerSignIn = {
  name: 'Olga Owner',
  email: 'olga@example.org',
  password: 'correct horse battery',
};

/**
 * A new browser profile, signed in as the admin; the first one uses the process's one-time link.
 */
export async function signInPage(
  browser: Browser,
  debrief: DebriefProcess,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    baseURL: debrief.origin,
    ...options,
  });
  const token = new URL(debrief.address).searchParams.get('token');
  const { email, password } = ownerSignIn;
  const signInPage = await context.request.post('/api/session', { data: { email, password } });
  if (signInPage.ok()) return context;
  const claimed = await context.request.post('/api/session/claim', {
    data: { token, ...ownerSignIn },
  });
  if (!claimed.ok())
    throw new Error(`The first account could not be made: ${await claimed.text()}`);
  return context;
}
