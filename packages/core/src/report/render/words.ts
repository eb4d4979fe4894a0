import type {
  CitedTarget,
  FrozenDuration,
  Precision,
  RedactionKind,
  Reversibility,
} from '@debrief/contract';
import type { z } from 'zod';
import type { Quoted } from '../../evidence/index.ts';

type Duration = z.infer<typeof FrozenDuration>;

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
}

export function dayText(at: string, zone: string): string {
  return format(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(new Date(at));
}

/** `6 Dec 2022, 14:34 EST`; what is only known roughly says so. */
export function timeText(at: string, precision: Precision | null, zone: string): string {
  const day = dayText(at, zone);
  if (precision === 'unknown') return `${day}, time not known`;
  const clock = format(zone, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(precision === 'exact' ? { second: '2-digit' } : {}),
  }).format(new Date(at));
  const name = zoneName(at, zone);
  return `${day}, ${precision === 'about' ? '~' : ''}${clock.replace(/:00$/, (end) => (clock.length > 5 ? '' : end))} ${name}`;
}

/** `EST` or `CET`: each English knows the short names of its own side of the ocean. */
function zoneName(at: string, zone: string): string {
  const names = ['en-GB', 'en-US'].map((language) => {
    const parts = new Intl.DateTimeFormat(language, {
      timeZone: zone,
      timeZoneName: 'short',
    }).formatToParts(new Date(at));
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
  });
  return names.find((name) => !/^(GMT|UTC)[+-]/.test(name)) ?? names[0] ?? zone;
}

/** Minutes east of UTC as they are written: `UTC−05:00`. */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '−' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
}

export function durationText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return `${Math.round(ms / 1_000)} s`;
  const parts: [number, string][] = [
    [Math.floor(minutes / 1_440), 'd'],
    [Math.floor((minutes % 1_440) / 60), 'h'],
    [minutes % 60, 'min'],
  ];
  return parts
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

export function durationStateText({ status, ms }: Duration): string {
  if (status === 'value' && ms !== null) return durationText(ms);
  return {
    value: 'not known',
    running: 'still running',
    missing: 'a milestone is missing',
    invalid: 'the milestones contradict each other',
  }[status];
}

export const reversibilityWords: Record<Reversibility, string> = {
  reversible: 'Could be undone',
  costly: 'Could be undone at a cost',
  irreversible: 'Could not be undone',
  unknown: 'Not known whether it could be undone',
};
export const targetWords: Record<CitedTarget['what'], string> = {
  evidence: 'Evidence',
  event: 'Timeline',
  hypothesis: 'Hypothesis',
  decision: 'Decision',
  question: 'Question',
  factor: 'Factor',
  impact: 'Impact',
};
export const restrictedWords = 'Restricted evidence';
export const deletedWords = 'Deleted at its source after it was cited';

/** What stands in the place of words that were taken out of the record. */
export function redactedWords(kind: RedactionKind): string {
  return kind === 'other'
    ? 'Redacted evidence'
    : `Redacted evidence (${kind.replaceAll('-', ' ')})`;
}

/** `first-responder` as people read it. */
export function plain(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Where a quote comes from: author, source, time and zone. */
export function originText(source: Exclude<Quoted, { state: 'restricted' }>, zone: string): string {
  const at = timeText(source.at, source.precision, zone);
  const written = source.zoneOffset === null ? '' : `, written in ${offsetText(source.zoneOffset)}`;
  return [source.authorName, source.streamName, `${at}${written}`]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
}

export function minutesText(minutes: number): string {
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
