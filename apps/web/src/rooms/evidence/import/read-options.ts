import { DateOrder, TimeUnit, Format, type MappedField, type Preview } from '@debrief/contract';

export const formatWords: Record<Format, string> = {
  slack: 'Slack export',
  'git-log': 'Git commit log',
  webvtt: 'WebVTT transcript',
  json: 'JSON',
  jsonl: 'JSON lines',
  csv: 'CSV table',
  'text-log': 'Text log',
  bson: 'BSON (MongoDB dump)',
  document: 'Document',
  mail: 'Email',
  calendar: 'Calendar',
  feed: 'Feed (Atom, RSS)',
  xlsx: 'Excel workbook',
  archive: 'Archive',
  bundle: 'Debrief bundle',
};
export const formatChoices = Format.exclude(['bundle']).options.map((format) => ({
  value: format,
  label: formatWords[format],
}));

const unitWords: Record<TimeUnit, string> = {
  s: 'Seconds',
  ms: 'Milliseconds',
  us: 'Microseconds',
  ns: 'Nanoseconds',
  min: 'Minutes',
  h: 'Hours',
  d: 'Days, as spreadsheets count them',
};
export const unitChoices = TimeUnit.options.map((unit) => ({
  value: unit,
  label: unitWords[unit],
}));

const dateOrderWords: Record<DateOrder, string> = {
  day: 'Day (3/4 is 3 April)',
  month: 'Month (3/4 is March 4)',
  year: 'Year (22/3/4 is March 4, 2022)',
};
export const dateOrderChoices = DateOrder.options.map((order) => ({
  value: order,
  label: dateOrderWords[order],
}));

const encodings = [
  'utf-8',
  'windows-1252',
  'iso-8859-2',
  'windows-1250',
  'windows-1251',
  'koi8-r',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'macintosh',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'utf-16le',
  'utf-16be',
];

/** The encodings to select from; `guessed` is what is assumed without a selection. */
export function listEncodings(guessed: string | null): { value: string; label: string }[] {
  const first = guessed === null ? 'Unicode (detected)' : `${guessed} (assumed)`;
  return [{ value: '', label: first }, ...encodings.map((name) => ({ value: name, label: name }))];
}

/** Formats whose files are text. */
export function isTextFormat(preview: Preview | null): boolean {
  return preview?.format !== 'slack' && preview?.format !== 'bundle';
}

export const columnWords: Record<MappedField, string> = {
  at: 'Time',
  until: 'Until',
  author: 'Author',
  email: 'Email',
  text: 'Text',
  key: 'ID',
  kind: 'Kind',
  stream: 'Stream',
  title: 'Title',
  thread: 'Thread',
};

/** `at=start,author=source`, as the server accepts it. */
export function mapText(mapping: Record<string, string>): string {
  return Object.entries(mapping)
    .filter(([, column]) => column !== '')
    .map(([field, column]) => `${field}=${column}`)
    .join(',');
}

export function parseMapping(map: string): Record<string, string> {
  const parts = map.split(',').filter((part) => part.includes('='));
  return Object.fromEntries(
    parts.map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  );
}

/** Which questions about time a format leaves open. */
export function findNeededFields(preview: Preview | null): {
  origin: boolean;
  unit: boolean;
  zone: boolean;
} {
  const format = preview?.format;
  // The files of an archive can be of any format.
  const isTable = ['csv', 'json', 'jsonl', 'xlsx', 'archive'].some((table) => table === format);
  return {
    origin: isTable || format === 'webvtt' || format === 'text-log',
    unit: isTable,
    zone: isTable || format === 'text-log' || format === 'calendar',
  };
}
