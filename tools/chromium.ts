import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { aptInstall } from './apt.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'msedge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser for the journeys: the system's, installed where that is ours to do. */
export function ensureChromium(): string {
  const found = findChromium() ?? (aptInstall(['chromium']) ? findChromium() : null);
  if (found) return found;
  throw new Error('The browser journeys need Chromium: install it (on Debian: apt-get install chromium), or name a browser in DEBRIEF_CHROMIUM.');
}

function findChromium(): string | null {
  const named = process.env['DEBRIEF_CHROMIUM'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [...(named ? [named] : []), ...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places];
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
