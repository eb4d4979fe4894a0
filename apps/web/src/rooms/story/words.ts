import type { Grade, StoryOutcome, StoryPart } from '@debrief/contract';
import type { Part } from '@debrief/prose/story';

export const partWords: Record<StoryPart, { label: string; letter: Part; hint: string }> = {
  situation: {
    label: 'Situation',
    letter: 'S',
    hint: 'What happened, who was affected, and what was at stake',
  },
  task: { label: 'Task', letter: 'T', hint: 'Your responsibility, and what success meant' },
  action: {
    label: 'Action',
    letter: 'A',
    hint: 'What you did and why, one action per sentence',
  },
  result: {
    label: 'Result',
    letter: 'R',
    hint: 'The outcome: baseline, time frame and how it was measured',
  },
  learning: {
    label: 'Learning',
    letter: 'L',
    hint: 'What you believed wrongly, and what you do differently now',
  },
};

/** Grades are words, never a number. */
export const gradeWords: Record<
  Grade,
  { label: string; tone: 'good' | 'accent' | 'plain' | 'warn' }
> = {
  documented: { label: 'documented', tone: 'good' },
  confirmed: { label: 'confirmed', tone: 'accent' },
  'from-memory': { label: 'from memory', tone: 'plain' },
  'no-evidence': { label: 'no evidence', tone: 'warn' },
};

export const outcomeWords: Record<StoryOutcome, string> = {
  success: 'A success',
  failure: 'A failure',
  mixed: 'Mixed',
};

const grades: readonly Grade[] = ['documented', 'confirmed', 'from-memory', 'no-evidence'];

/** `6 documented · 2 from memory`: how many sentences have which grade. */
export function gradesText(counts: Record<Grade, number>): string {
  const said = grades.flatMap((grade) =>
    counts[grade] === 0 ? [] : [`${counts[grade]} ${gradeWords[grade].label}`],
  );
  return said.length === 0 ? 'no sentence yet' : said.join(' · ');
}
