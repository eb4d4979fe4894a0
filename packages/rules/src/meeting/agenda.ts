import type { AgendaKind, AgendaSection, Meeting } from '@debrief/contract';

/**
 * Minutes of a meeting of one hour. Etsy's facilitation guide spends 35 to 40 of 60 minutes on what
 * happened; the order is that of Howie's guide.
 */
const hour: Record<Exclude<AgendaKind, 'narrative'>, number> = {
  opening: 3,
  studied: 2,
  technology: 5,
  themes: 7,
  questions: 4,
  done: 2,
  next: 2,
};

/** The minutes of each section in a meeting of this length (10 minutes at least); they add up to it. */
export function scaleAgenda(minutes: number): Record<AgendaKind, number> {
  const scale = (kind: keyof typeof hour) => Math.max(1, Math.round((hour[kind] * minutes) / 60));
  const rest = {
    opening: scale('opening'),
    studied: scale('studied'),
    technology: scale('technology'),
    themes: scale('themes'),
    questions: scale('questions'),
    done: scale('done'),
    next: scale('next'),
  };
  const narrative = minutes - Object.values(rest).reduce((sum, one) => sum + one, 0);
  return { ...rest, narrative };
}

export const agendaTitles: Record<AgendaKind, string> = {
  opening: 'Opening and ground rules',
  studied: 'What was studied',
  narrative: 'The narrative',
  technology: 'How the technology works',
  themes: 'Themes',
  questions: 'Open questions',
  done: 'What has been done',
  next: 'Next steps',
};

/** Whether ideas for action items are discussed in a section. */
export function isForIdeas(kind: AgendaKind): boolean {
  return kind === 'done' || kind === 'next';
}

/** The sections with the instant at which each starts. */
export function listAgendaTimes({
  startsAt,
  agenda,
}: Pick<Meeting, 'startsAt' | 'agenda'>): (AgendaSection & { startsAt: string })[] {
  let at = Date.parse(startsAt);
  return agenda.map((section) => {
    const start = new Date(at).toISOString();
    at += section.minutes * 60_000;
    return { ...section, startsAt: start };
  });
}
