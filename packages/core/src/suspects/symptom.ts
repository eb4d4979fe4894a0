import type { MilestoneKind, Precision, Suspects } from '@debrief/contract';
import type { Context } from '../context.ts';
import { loadFirstAlert } from '../evidence/index.ts';
import { loadMilestones, type IncidentRow } from '../incident/index.ts';
import { beganAt } from '../timeline/index.ts';

export interface FoundSymptom extends Pick<
  Suspects['symptom'],
  'precision' | 'origin' | 'text' | 'services'
> {
  at: Date;
}

const fromMilestones: readonly (MilestoneKind & ('impact-started' | 'detected'))[] = [
  'impact-started',
  'detected',
];

/**
 * What was seen and when: as asked, else from the milestones, the first alert, the timeline, or the
 * declaration of the incident.
 */
export async function findSymptom(
  ctx: Context,
  incident: IncidentRow,
  asked: { at?: string | undefined; text?: string | undefined },
): Promise<FoundSymptom> {
  const { services } = incident;
  const text = asked.text ?? incident.title;
  if (asked.at)
    return { at: new Date(asked.at), precision: 'exact', origin: 'asked', text, services };
  const { milestones } = await loadMilestones(ctx, incident);
  for (const origin of fromMilestones) {
    const milestone = milestones.find(({ kind }) => kind === origin);
    if (milestone) {
      const { precision } = milestone;
      return { at: new Date(milestone.at), precision, origin, text, services };
    }
  }
  const alert = await loadFirstAlert(ctx, incident.id);
  if (alert) {
    const words = asked.text ?? `${incident.title}\n${alert.text}`;
    const { at, precision } = alert;
    return { at, precision, origin: 'alert', text: words, services };
  }
  const began = await beganAt(ctx, incident.id);
  return {
    at: began ?? incident.created_at,
    precision: 'about',
    origin: began ? 'timeline' : 'declared',
    text,
    services,
  };
}

const minute = 60_000;

/** How far a time of this precision can be from the real one. */
export const toleranceMs: Record<Precision, number> = {
  exact: minute,
  minute,
  about: 30 * minute,
  unknown: 30 * minute,
};
