import type { MappedField, Preview } from '@debrief/contract';

export type FileStatus = 'reading' | 'ready' | 'asks' | 'unreadable';

export const statusWords: Record<FileStatus, string> = {
  reading: 'Reading…',
  ready: 'Ready',
  asks: 'Needs an answer',
  unreadable: "Can't read",
};

/** The state of a file: undefined while reading, null if the preview failed. */
export function fileStatus(preview: Preview | null | undefined): FileStatus {
  if (preview === undefined) return 'reading';
  if (preview === null || preview.format === null) return 'unreadable';
  return preview.questions.length > 0 ? 'asks' : 'ready';
}

/** The field that answers a question. */
export type AskedField = 'timeOrigin' | 'timeUnit' | 'zone' | 'dateOrder' | MappedField;

/** The server names an option for each question; here it is the field with that name. */
export function askedField(question: string): AskedField | null {
  const [, option, column] =
    /--(time-origin|time-unit|zone|date-order|map (\w+)=)/.exec(question) ?? [];
  if (option === 'time-origin') return 'timeOrigin';
  if (option === 'time-unit') return 'timeUnit';
  if (option === 'zone') return 'zone';
  if (option === 'date-order') return 'dateOrder';
  return column === 'at' || column === 'text' || column === 'author' ? column : null;
}
