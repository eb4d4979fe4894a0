import {
  milestoneTexts,
  type Milestone,
  type MilestoneKind,
  type Milestones,
  type SetMilestone,
} from '@debrief/contract';
import { api } from '../../../api.ts';
import { openWrites, type WriteRoom } from '../../../data/open-writes.ts';
import { queries, queryClient } from '../../../data/queries.ts';
import type { Version } from '../../../data/writes.ts';
import { showToast } from '../../../ui/toast.tsx';

type MilestoneAsk =
  | { verb: 'set'; input: SetMilestone }
  | { verb: 'clear'; input: Pick<SetMilestone, 'incident' | 'kind'> & { version: number } };

const milestoneRoom: WriteRoom<MilestoneAsk, Milestones, Version> = {
  name: 'milestone',
  touches: ({ input: { kind, version } }) => [{ id: kind, version: version ?? 0 }],
  against(ask, versionOf) {
    const { kind, version } = ask.input;
    // Our own version of an unset milestone counts from 0; the server uses null.
    const next = versionOf({ id: kind, version: version ?? 0 });
    if (ask.verb === 'clear') return { ...ask, input: { ...ask.input, version: next } };
    return { ...ask, input: { ...ask.input, version: next === 0 ? null : next } };
  },
  send: ({ verb, input }) =>
    verb === 'set' ? api.incident.setMilestone(input) : api.incident.clearMilestone(input),
  objects: ({ milestones }) => milestones.map(({ kind, version }) => ({ id: kind, version })),
  answerWith: () => {
    throw new Error('A milestone is not merged with another version.');
  },
  merge: () => null,
  place: (ref) => `unsaved.milestone.${ref}`,
  queryKey: (ref) => queries.milestones(ref).queryKey,
  take(ref, milestones) {
    queryClient.setQueryData(queries.milestones(ref).queryKey, milestones);
    void queryClient.invalidateQueries({ queryKey: queries.investigation(ref).queryKey });
  },
};

export const openMilestones = openWrites(milestoneRoom);

export type Given = Omit<SetMilestone, 'incident' | 'kind' | 'version'>;

/** Sets a milestone, or clears it (null). Undo restores the previous value. */
export async function saveMilestone(
  ref: string,
  kind: MilestoneKind,
  before: Milestone | undefined,
  given: Given | null,
): Promise<void> {
  const writes = openMilestones(ref);
  const ask = (now: Milestone | undefined, next: Given | null): MilestoneAsk =>
    next
      ? { verb: 'set', input: { ...next, incident: ref, kind, version: now?.version ?? null } }
      : { verb: 'clear', input: { incident: ref, kind, version: now?.version ?? 0 } };
  const saved = await writes.attend(ask(before, given));
  // Undo restores the previous value, over whatever is set by then.
  const undo = async () => {
    const { milestones } = await api.incident.milestones({ incident: ref });
    const now = milestones.find((one) => one.kind === kind);
    if (!before) return now && writes.attend(ask(now, null));
    const { at, precision, eventId, note } = before;
    return writes.attend(ask(now, { at, precision, eventId, note }));
  };
  if (saved)
    showToast({ title: `${milestoneTexts[kind].label}: ${given ? 'set' : 'cleared'}`, undo });
}
