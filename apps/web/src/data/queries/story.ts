import type { StoryForm } from '@debrief/contract';
import { api } from '../../api.ts';
import { read, readPages } from '../read.ts';

export const storyQueries = {
  stories: (text: string) =>
    readPages(['stories', 'list', text], (page, options) =>
      api.story.list({ limit: 50, ...(text === '' ? {} : { text }), ...page }, options),
    ),
  removedStories: () =>
    readPages(['stories', 'list', { removed: true }], (page, options) =>
      api.story.list({ removed: 'true', limit: 50, ...page }, options),
    ),
  storyIncidents: () => ({
    ...readPages(['stories', 'incidents'], (page, options) =>
      api.story.incidents({ limit: 20, ...page }, options),
    ),
    staleTime: 0,
  }),
  story: (id: string) =>
    read(['stories', 'story', id], (options) => api.story.get({ id }, options)),
  suggestedEvidence: (incident: string) =>
    readPages(['stories', 'suggested-evidence', incident], (page, options) =>
      api.story.suggestedEvidence({ incident, limit: 200, ...page }, options),
    ),
  storyPreview: (id: string, form: StoryForm) =>
    read(['stories', 'preview', id, form], (options) => api.story.form({ id, form }, options), 0),
  shareableStory: (id: string, form: StoryForm) =>
    read(
      ['stories', 'shareable', id, form],
      (options) => api.story.shareable({ id, form }, options),
      0,
    ),
  storyQuestions: () =>
    read(['stories', 'questions'], (options) => api.story.questions({}, options)),
  storyMatches: (questionId: string) => ({
    ...read(
      ['stories', 'matches', questionId],
      (options) => api.story.matchQuestion({ questionId }, options),
      0,
    ),
    placeholderData: <Before>(before: Before) => before,
  }),
  rehearsalsOf: (story: string) =>
    readPages(['stories', 'rehearsals', 'of', story], (page, options) =>
      api.story.rehearsals({ story, limit: 20, ...page }, options),
    ),
  rehearsalsDue: () =>
    read(['stories', 'rehearsals', 'due'], (options) =>
      api.story.rehearsals({ due: 'true', limit: 50 }, options),
    ),
  storyFrameworks: () =>
    read(['stories', 'frameworks'], (options) => api.story.frameworks(undefined, options)),
  storyCoverage: (framework: string) =>
    read(
      ['stories', 'coverage', framework],
      (options) => api.story.coverage({ framework }, options),
      0,
    ),
  storyExemplars: () =>
    read(['story-exemplars'], (options) => api.story.exemplars(undefined, options)),
  storyCloze: (id: string) =>
    read(['stories', 'cloze', id], (options) => api.story.cloze({ id }, options), 0),
  asksOfMe: () => read(['stories', 'asked'], (options) => api.story.asked(undefined, options)),
};
