import { z } from 'zod';

/** The sections of a report (Howie's guide), in reading order. */
export const SectionKind = z.enum([
  'summary',
  'event',
  'impact',
  'takeaways',
  'trigger',
  'contributors',
  'mitigators',
  'difficulties',
  'risks',
  'detection',
  'follow-ups',
  'questions',
  'timeline',
  'people',
  'interviews',
  'background',
  'metrics',
  'resources',
  'other',
]);
export type SectionKind = z.infer<typeof SectionKind>;

/** What a live block shows: always current in the draft, frozen in a published version. */
export const LiveKind = z.enum([
  'milestones',
  'timeline',
  'hypotheses',
  'decisions',
  'factors',
  'impact',
  'follow-ups',
  'questions',
  'observations',
  'contradictions',
  'people',
]);
export type LiveKind = z.infer<typeof LiveKind>;
