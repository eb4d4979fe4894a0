import { toClock } from '../../../ui/zoned-time.ts';
import type { Evidence, EvidenceKind, Mark, Precision } from '@debrief/contract';

/**
 * A short time for a row: `14:30:05`, `14:30`, `about 14:30`. Without Intl formatters, because
 * there are hundreds of rows.
 */
export function rowTime(at: string, precision: Precision, zone: string): string {
  if (precision === 'unknown') return 'unknown';
  const clock = toClock(at, zone);
  const minutes = clock.slice(11, 16);
  if (precision === 'exact') return clock.slice(11, 19);
  return precision === 'about' ? `about ${minutes}` : minutes;
}

/** The day in a zone, for comparing days. */
export function toLocalDay(at: string, zone: string): string {
  return toClock(at, zone).slice(0, 10);
}

export const kindWords: Record<EvidenceKind, string> = {
  message: 'Message',
  utterance: 'Spoken',
  alert: 'Alert',
  change: 'Change',
  ticket: 'Ticket',
  'status-update': 'Status update',
  page: 'Page',
  log: 'Log',
  metric: 'Metric',
  document: 'Document',
  note: 'Note',
};

export const markWords: Record<Mark, { label: string; hint: string }> = {
  'mangled-text': {
    label: 'mangled',
    hint: 'Some characters were damaged before it was imported; it is kept as it came',
  },
  'wrong-encoding': {
    label: 'encoding',
    hint: 'The file was not in the encoding that it claimed; it was read as best it could',
  },
  'no-time': {
    label: 'no time',
    hint: 'It has no time of its own and is shown next to the items around it in the source',
  },
  'future-time': { label: 'future', hint: 'Its time is after the import' },
  'epoch-time': {
    label: '1970',
    hint: 'Its time is at the start of 1970: the source may have had none',
  },
  shortened: {
    label: 'shortened',
    hint: 'Only part of the text is shown; the raw payload has all of it',
  },
};

/** Closed rows show at most this much of a text. */
export const closedLength = 700;
/** Open rows show at most this much; the raw payload contains the rest. */
export const openLength = 20_000;

export function clipShownText(item: Evidence, isOpen: boolean): { text: string; hidden: number } {
  const most = isOpen ? openLength : closedLength;
  if (item.text.length <= most) return { text: item.text, hidden: 0 };
  // Does not split a character of two UTF-16 units.
  const end = /[\uD800-\uDBFF]/.test(item.text[most - 1] ?? '') ? most - 1 : most;
  return { text: item.text.slice(0, end), hidden: item.text.length - end };
}
