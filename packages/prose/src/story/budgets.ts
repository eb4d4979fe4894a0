import { countWords } from './language.ts';

export type FormKind =
  | 'star'
  | 'star-learning'
  | 'car'
  | 'par'
  | 'soar'
  | 'spoken-30'
  | 'spoken-90'
  | 'spoken-180'
  | 'promotion'
  | 'brag-line';

export interface Budget {
  title: string;
  /** Seconds of a spoken format; null for a written one. */
  seconds: number | null;
  words: number;
}

/** Words per minute when telling such a story, slow and fast. */
export const pace = { slow: 130, usual: 145, fast: 160 };

const spoken = (seconds: number) => Math.round((seconds / 60) * pace.usual);

export const budgets: Record<FormKind, Budget> = {
  star: { title: 'STAR', seconds: 180, words: spoken(180) },
  'star-learning': { title: 'STAR and learning', seconds: 180, words: spoken(180) },
  car: { title: 'Challenge, action, result', seconds: 120, words: spoken(120) },
  par: { title: 'Problem, action, result', seconds: 120, words: spoken(120) },
  soar: { title: 'Situation, obstacle, action, result', seconds: 180, words: spoken(180) },
  'spoken-30': { title: '30 seconds', seconds: 30, words: spoken(30) },
  'spoken-90': { title: '90 seconds', seconds: 90, words: spoken(90) },
  'spoken-180': { title: '3 minutes', seconds: 180, words: spoken(180) },
  promotion: { title: 'Promotion paragraph', seconds: null, words: 150 },
  'brag-line': { title: 'Line of a brag document', seconds: null, words: 35 },
};

/** How long a text takes to speak: at the usual pace, and the range between fast and slow. */
export function spokenSeconds(text: string): { usual: number; fast: number; slow: number } {
  const words = countWords(text);
  const at = (perMinute: number) => Math.round((words / perMinute) * 60);
  return { usual: at(pace.usual), fast: at(pace.fast), slow: at(pace.slow) };
}

/** Guidelines for the share of each part, by words. */
export const rails = { situationAndTaskAtMost: 0.35, actionAtLeast: 0.45, resultAtLeast: 0.1 };
