import type { TrackerSettings } from '@debrief/contract';

type Meanings = TrackerSettings['statuses'];

/** `Blocked = open`, one line per status. */
export function toStatusLines(statuses: Meanings): string {
  return Object.entries(statuses)
    .map(([name, meaning]) => `${name} = ${meaning ?? 'ignore'}`)
    .join('\n');
}

/** The cast holds because the server parses what is sent, and names what is wrong. */
export function readStatusLines(text: string): Meanings {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const entries = lines.map((line): [string, string | null] => {
    const at = line.lastIndexOf('=');
    const meaning = line.slice(at + 1).trim();
    return [line.slice(0, Math.max(at, 0)).trim(), meaning === 'ignore' ? null : meaning];
  });
  return Object.fromEntries(entries) as Meanings;
}
