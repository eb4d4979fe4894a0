import type { Grade, StoryOutcome, StoryPart } from '@debrief/contract';
import type { Part } from '@debrief/prose/story';

/** The parts of a story in plain words, with the letter that the checks use. */
export const partWords: Record<StoryPart, { label: string; letter: Part; hint: string }> = {
  situation: {
    label: 'Situation',
    letter: 'S',
    hint: 'What had happened, to whom, and what was at stake',
  },
  task: { label: 'Task', letter: 'T', hint: 'What was mine to do, and what success meant' },
  action: {
    label: 'Action',
    letter: 'A',
    hint: 'What I did, one deed a sentence, with its reason',
  },
  result: {
    label: 'Result',
    letter: 'R',
    hint: 'What came of it: against what, over how long, measured by what',
  },
  learning: {
    label: 'Learning',
    letter: 'L',
    hint: 'What I believed that was wrong, and what I do otherwise now',
  },
};

/** Grades are words, never a figure. */
export const gradeWords: Record<
  Grade,
  { label: string; tone: 'good' | 'accent' | 'plain' | 'warn' }
> = {
  E3: { label: 'artefact', tone: 'good' },
  E2: { label: 'peer-confirmed', tone: 'accent' },
  E1: { label: 'recollection', tone: 'plain' },
  E0: { label: 'unsupported', tone: 'warn' },
};

export const outcomeWords: Record<StoryOutcome, string> = {
  success: 'A success',
  failure: 'A failure',
  mixed: 'Mixed',
};

const grades: readonly Grade[] = ['E3', 'E2', 'E1', 'E0'];

/** `6 artefact · 2 recollection`: how many sentences stand on what. */
export function gradesText(counts: Record<Grade, number>): string {
  const said = grades.flatMap((grade) =>
    counts[grade] === 0 ? [] : [`${counts[grade]} ${gradeWords[grade].label}`],
  );
  return said.length === 0 ? 'no sentence yet' : said.join(' · ');
}
