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
  'people',
]);
export type LiveKind = z.infer<typeof LiveKind>;

interface SectionWords {
  name: string;
  /**
   * Names of the section in other templates, in lowercase; headings of imported reports are
   * compared with them.
   */
  aliases: readonly string[];
  /** What belongs here, as a question to the writer. */
  hint: string;
  /** Part of the main article; the others are details on request. */
  isArticle: boolean;
  /** The live blocks of the section in a new report. */
  live: readonly LiveKind[];
}

export const sectionWords: Record<SectionKind, SectionWords> = {
  summary: {
    name: 'Summary',
    aliases: [
      'executive summary',
      'narrative summary',
      'overview',
      'tl;dr',
      'tldr',
      'abstract',
      'short summary',
      'introduction',
      'at a glance',
    ],
    hint: 'What would someone from another team need to know in a minute?',
    isArticle: true,
    live: [],
  },
  event: {
    name: 'What happened',
    aliases: [
      'event',
      'problem summary',
      'fault',
      'detailed summary',
      'detailed description',
      'description',
      'what happened?',
      'incident details',
      'details',
      'background and what happened',
      'the incident',
    ],
    hint: 'Which two or three sentences say what the system did, and what people saw of it?',
    isArticle: true,
    live: [],
  },
  impact: {
    name: 'Impact on customers and employees',
    aliases: [
      'impact',
      'customer impact',
      'user impact',
      'customer and employee impact',
      'customers impact',
      'business impact',
      'scope of impact',
      'who was affected',
      'affected users',
      'cases raised',
      'damage',
    ],
    hint: 'Who noticed, how many, how did it feel for them; and what did it ask of the people who responded?',
    isArticle: true,
    live: ['impact'],
  },
  takeaways: {
    name: 'Key takeaways',
    aliases: [
      'takeaways',
      'what to take away',
      'themes',
      'lessons',
      'lessons learned',
      'lessons learnt',
      'learnings',
      'what we learned',
      'what did we learn',
      'conclusion',
      'conclusions',
      'reflections',
      'retrospective',
    ],
    hint: 'What should a reader in two years know, who has never heard of this incident?',
    isArticle: true,
    live: [],
  },
  trigger: {
    name: 'Trigger',
    aliases: ['triggers', 'lead-up', 'leadup', 'lead up', 'proximate cause', 'triggering event'],
    hint: 'Which ordinary event set it off? It was harmless on other days.',
    isArticle: true,
    live: [],
  },
  contributors: {
    name: 'Contributing factors',
    aliases: [
      'contributors',
      'enablers',
      'contributors and enablers',
      'root cause',
      'root causes',
      'root cause(s)',
      'root cause analysis',
      'cause',
      'causes',
      'contributing factor',
      'contributing',
      'contributing conditions',
      'five whys',
      '5 whys',
      'analysis',
      'why it happened',
      'what caused the outage',
      'technical details',
      'explanation',
    ],
    hint: 'What had to be true for this to happen? How did each make sense at the time?',
    isArticle: true,
    live: ['factors'],
  },
  mitigators: {
    name: 'Mitigators',
    aliases: [
      'what went well',
      'things that went well',
      'went well',
      'recovery',
      'resolution',
      'mitigation',
      'remediation',
      'how we fixed it',
      'fix',
      'solution',
      'where we got lucky',
      'what went well?',
      'resolution and recovery',
    ],
    hint: 'What was already there that kept it small, and how did people decide what to do?',
    isArticle: true,
    live: ['decisions'],
  },
  difficulties: {
    name: 'What went poorly',
    aliases: [
      'difficulties in handling',
      'difficulties',
      'difficulties during handling',
      'what went wrong',
      'what went wrong?',
      'things that went poorly',
      'went poorly',
      'what could have gone better',
      'what could have gone better?',
      'what went less than ideal',
      'response',
      'incident response',
      'challenges',
    ],
    hint: 'Who had to be pulled in, what was hard to see, which paths led nowhere?',
    isArticle: true,
    live: ['hypotheses'],
  },
  risks: {
    name: 'Risks revealed',
    aliases: ['risks', 'risk', 'remaining risks', 'open risks'],
    hint: 'What does this incident show that could go wrong elsewhere?',
    isArticle: true,
    live: [],
  },
  detection: {
    name: 'Detection',
    aliases: [
      'how we detected it',
      'how was it detected',
      'monitoring',
      'discovery',
      'how we found out',
      'alerting',
    ],
    hint: 'Who or what noticed first, after how long, and what stayed silent?',
    isArticle: false,
    live: ['milestones'],
  },
  'follow-ups': {
    name: 'Follow-ups',
    aliases: [
      'follow ups',
      'followups',
      'follow-up',
      'follow up',
      'follow-up items',
      'action items',
      'action item',
      'actions',
      'actions taken',
      'corrective actions',
      'corrective action',
      'preventive actions',
      'preventative measures',
      'preventative actions',
      'prevention',
      'next steps',
      'future work',
      'future improvements',
      'improvements',
      'todo',
      'tasks',
      'what we are doing',
      'what we are doing to prevent this',
      'plan',
      'recommendations',
      'repairs',
    ],
    hint: 'Which work brings things back, and which keeps it from happening this way again?',
    isArticle: true,
    live: ['follow-ups'],
  },
  questions: {
    name: 'Open questions',
    aliases: ['questions', 'unresolved questions', 'open issues', 'unknowns', 'faq'],
    hint: 'What is still not understood?',
    isArticle: true,
    live: ['questions'],
  },
  timeline: {
    name: 'Timeline',
    aliases: [
      'time line',
      'timeline of events',
      'incident timeline',
      'chronology',
      'sequence of events',
      'timeline (all times utc)',
      'detailed timeline',
    ],
    hint: 'The events, with their evidence. The block below shows the timeline as it is.',
    isArticle: false,
    live: ['timeline'],
  },
  people: {
    name: 'Responders and investigators',
    aliases: [
      'people',
      'responders',
      'investigators',
      'participants',
      'people involved',
      'who was involved',
      'authors',
      'author',
      'owner',
      'owners',
      'collaborators',
      'contributors to this report',
      'incident commander',
      'acknowledgements',
      'acknowledgments',
    ],
    hint: 'Who responded, in which role, who looked into it afterwards, and who of them was not involved?',
    isArticle: false,
    live: ['people'],
  },
  interviews: {
    name: 'Interviews',
    aliases: ['interview', 'conversations'],
    hint: 'Who was asked, and what came out of it?',
    isArticle: false,
    live: [],
  },
  background: {
    name: 'Background and glossary',
    aliases: [
      'background',
      'glossary',
      'context',
      'definitions',
      'terminology',
      'how it works',
      'prerequisites',
      'architecture',
    ],
    hint: 'Which words and parts must a newcomer know to follow?',
    isArticle: false,
    live: [],
  },
  metrics: {
    name: 'Metrics and graphs',
    aliases: ['metrics', 'graphs', 'graph', 'charts', 'data', 'statistics'],
    hint: 'Which figures show it, over which window?',
    isArticle: false,
    live: [],
  },
  resources: {
    name: 'Resources and related incidents',
    aliases: [
      'resources',
      'related incidents',
      'related',
      'references',
      'links',
      'appendix',
      'supporting information',
      'supporting documents',
      'supporting materials',
      'see also',
      'further reading',
      'related reports',
      'footnotes',
      'notes',
    ],
    hint: 'Which changes, designs, dashboards and earlier incidents belong to it?',
    isArticle: false,
    live: [],
  },
  other: { name: 'More', aliases: [], hint: '', isArticle: false, live: [] },
};

/** The section for a heading of another template; `other` if unknown. */
export function guessSectionKind(heading: string): SectionKind {
  const plain = heading
    .toLowerCase()
    .replaceAll(/[*_`#]|\(.*?\)|^\s*[\d.]+\s+/g, '')
    .replaceAll(/[^\p{L}\p{N};\-' /]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const found = SectionKind.options.find(
    (kind) =>
      kind === plain ||
      sectionWords[kind].name.toLowerCase() === plain ||
      sectionWords[kind].aliases.some(
        (alias) => alias === plain || alias === heading.trim().toLowerCase(),
      ),
  );
  return found ?? 'other';
}
