import { StoryForm } from '@debrief/contract';
import { asText } from '../../routes/search.ts';

export interface TellSearch {
  form?: StoryForm;
  for?: 'outside';
}

export function tellSearch(raw: Record<string, unknown>): TellSearch {
  const form = StoryForm.safeParse(raw['form']);
  return {
    ...(form.success ? { form: form.data } : {}),
    ...(raw['for'] === 'outside' ? { for: 'outside' } : {}),
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

export function coverageSearch(raw: Record<string, unknown>): { pack?: string } {
  const pack = asText(raw['pack']);
  return pack ? { pack } : {};
}
