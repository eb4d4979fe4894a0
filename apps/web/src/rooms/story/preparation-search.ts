import { storyForms, type StoryForm } from '@debrief/contract';
import { asText, readTexts, readWord } from '../../routes/search.ts';

export interface PreviewSearch {
  form?: StoryForm;
  for?: 'shareable';
}

export function previewSearch(raw: Record<string, unknown>): PreviewSearch {
  const form = readWord(storyForms, raw['form']);
  return {
    ...(form ? { form } : {}),
    // `outside` is the name in earlier versions.
    ...(raw['for'] === 'shareable' || raw['for'] === 'outside' ? { for: 'shareable' } : {}),
  };
}

export interface RehearseSearch {
  competency?: string;
  difficulty?: string;
  role?: string;
  round?: string;
  question?: string;
  story?: string;
  form?: StoryForm;
  read?: string;
  apart?: string;
}

const rehearseNames = [
  'competency',
  'difficulty',
  'role',
  'round',
  'question',
  'story',
  'read',
  'apart',
] as const;

export function rehearseSearch(raw: Record<string, unknown>): RehearseSearch {
  const form = readWord(storyForms, raw['form']);
  return { ...readTexts(raw, rehearseNames), ...(form ? { form } : {}) };
}

export function invitedSearch(raw: Record<string, unknown>): { story?: string } {
  return readTexts(raw, ['story']);
}

export function coverageSearch(raw: Record<string, unknown>): { framework?: string } {
  const framework = asText(raw['framework'] ?? raw['pack']);
  return framework ? { framework } : {};
}
