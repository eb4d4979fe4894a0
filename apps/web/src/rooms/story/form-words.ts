import type { StoryForm } from '@debrief/contract';

export const formWords: Record<StoryForm, { label: string; hint: string }> = {
  star: { label: 'STAR', hint: 'Situation, task, action, result' },
  'star-learning': { label: 'STAR + learning', hint: 'And what I learned' },
  car: { label: 'CAR', hint: 'Challenge, action, result' },
  par: { label: 'PAR', hint: 'Problem, action, result' },
  soar: { label: 'SOAR', hint: 'Situation, obstacle, action, result' },
  'spoken-30': { label: '30 seconds', hint: 'Spoken, for a first question' },
  'spoken-90': { label: '90 seconds', hint: 'Spoken, the usual answer' },
  'spoken-180': { label: '3 minutes', hint: 'Spoken, with its turns' },
  promotion: { label: 'Promotion', hint: 'One paragraph, to be read' },
  'brag-line': { label: 'Brag line', hint: 'One line of a list' },
};

export const defaultForm: StoryForm = 'spoken-90';
