import { StoryForm } from '@debrief/contract';
import { asText } from '../../routes/search.ts';

export interface PreviewSearch {
  form?: StoryForm;
  for?: 'shareable';
}

export function previewSearch(raw: Record<string, unknown>): PreviewSearch {
  const form = StoryForm.safeParse(raw['form']);
  return {
    ...(form.success ? { form: form.data } : {}),
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

export function rehearseSearch(raw: Record<string, unknown>): RehearseSearch {
  const form = StoryForm.safeParse(raw['form']);
  const texts = [
    'competency',
    'difficulty',
    'role',
    'round',
    'question',
    'story',
    'read',
    'apart',
  ].flatMap((name) => {
    const text = asText(raw[name]);
    return text ? [[name, text] as const] : [];
  });
  return { ...Object.fromEntries(texts), ...(form.success ? { form: form.data } : {}) };
}

export function invitedSearch(raw: Record<string, unknown>): { story?: string } {
  const story = asText(raw['story']);
  return story ? { story } : {};
}

export function coverageSearch(raw: Record<string, unknown>): { framework?: string } {
  const framework = asText(raw['framework'] ?? raw['pack']);
  return framework ? { framework } : {};
}
