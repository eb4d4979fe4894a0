import type { LensTargetKind } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { patchRead, queries } from '../../data/queries.ts';
import { showProblem, showToast } from '../../ui/toast.tsx';

export interface LensTarget {
  kind: LensTargetKind;
  id: string;
}

interface Place {
  rule: string;
  sentence: string;
}

/** *Keep as is* for the notes on one text: stored for everyone, and undone from the same place. */
export function useKeptNotes(incident: string, target: LensTarget | null) {
  const query = queries.keptNotes(incident);
  const { data } = useQuery(query);
  const kept = new Set(
    (data?.items ?? [])
      .filter((one) => one.targetKind === target?.kind && one.targetId === target.id)
      .map((one) => `${one.rule} ${one.sentence}`),
  );
  const send = async (verb: 'keep' | 'askAgain', place: Place) => {
    if (!target) return;
    const input = { incident, targetKind: target.kind, targetId: target.id, ...place };
    const now = await api.lens[verb](input);
    patchRead(query.queryKey, () => now);
  };
  const askAgain = (place: Place) => void send('askAgain', place).catch(showProblem);
  return {
    isKept: ({ rule, sentence }: Place) => kept.has(`${rule} ${sentence}`),
    canKeep: target !== null && data?.can.keep === true,
    keep: (place: Place) =>
      void send('keep', place).then(
        () => showToast({ title: 'Kept as is for everyone', undo: () => askAgain(place) }),
        showProblem,
      ),
    askAgain,
  };
}
