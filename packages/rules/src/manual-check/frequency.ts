import type { CheckPeriod } from '@debrief/contract';

export interface Frequency {
  times: number;
  per: CheckPeriod;
}

const words: Readonly<Record<string, Frequency>> = {
  hourly: { times: 24, per: 'day' },
  daily: { times: 1, per: 'day' },
  weekdays: { times: 5, per: 'week' },
  'working days': { times: 5, per: 'week' },
  weekly: { times: 1, per: 'week' },
  monthly: { times: 1, per: 'month' },
};
const counts: Readonly<Record<string, number>> = { once: 1, twice: 2, every: 1, each: 1 };

/** `5 per week`, `2x/day`, `twice a month`, `every day`, `daily`, `weekdays`; null for others. */
export function readFrequency(text: string): Frequency | null {
  const plain = text.trim().toLowerCase();
  const word = words[plain.replace(/^every (working day|weekday)s?$|^(on )?weekdays$/, 'weekdays')];
  if (word) return word;
  const match =
    /^(?:(\d{1,4})\s*(?:x|times|time)?\s*(?:\/|per|a|an|each|every)|(once|twice)\s*(?:\/|per|a|each|every)|(every|each|once every))\s*(hour|day|week|month)s?$/.exec(
      plain,
    );
  if (!match) return null;
  const [, number, count, every, unit = ''] = match;
  const times = number ? Number(number) : (counts[count ?? every ?? ''] ?? 1);
  if (times < 1 || times > 1_000) return null;
  if (unit === 'hour') return times > 41 ? null : { times: times * 24, per: 'day' };
  return { times, per: unit === 'day' ? 'day' : unit === 'week' ? 'week' : 'month' };
}

export function frequencyText({ times, per }: Frequency): string {
  return times === 1 ? `once per ${per}` : `${times} times per ${per}`;
}
