import {
  AddFinding,
  ChangeFinding,
  Finding,
  type Citation,
  type FactorLink,
  type Incident,
  type InvestigationChange,
  type LinkKind,
  type UpdateStatus,
} from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../api.ts';
import { useUnsaved } from '../../data/open-writes.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { showToast } from '../../ui/toast.tsx';
import { openInvestigation, mergeUnsaved, type FindingAsk } from './finding-writes.ts';

export interface OpenInvestigation extends ReturnType<typeof createVerbs> {
  findings: readonly Finding[] | null;
  /** As the server has them, without pending changes. */
  saved: readonly Finding[];
  links: readonly FactorLink[];
  cycles: readonly (readonly string[])[];
  error: unknown;
}

const none = { findings: [], links: [], cycles: [] };

export function useInvestigation({ ref }: Pick<Incident, 'ref'>): OpenInvestigation {
  const { data, error } = useQuery(queries.investigation(ref));
  const verbs = useMemo(() => createVerbs(ref), [ref]);
  const unsaved = useUnsaved(verbs.writes);
  const findings = useMemo(
    () => (data ? mergeUnsaved(data.findings, unsaved) : null),
    [data, unsaved],
  );
  const { findings: saved, links, cycles } = data ?? none;
  return { findings, saved, links, cycles, error, ...verbs };
}

function createVerbs(ref: string) {
  const { writes, undo, undoActivity, sendOnce } = openInvestigation(ref);
  const readAgain = () =>
    void queryClient.invalidateQueries({ queryKey: queries.investigation(ref).queryKey });
  const offer = (title: string, { activityId }: InvestigationChange) =>
    showToast({
      title,
      undo: () => undoActivity(activityId).then(() => showToast({ title: 'Undone' })),
    });
  /** Fails with the server's error; null while the change waits for the connection. */
  const attend = async (ask: FindingAsk, title: string) => {
    const change = await writes.attend(ask);
    if (change) offer(title, change);
    return change;
  };
  const buildInput = (guess: Finding, given: Record<string, unknown>) => ({
    ...AddFinding.parse({ ...given, type: guess.type, incident: ref, id: guess.id }),
    id: guess.id,
  });
  const undoWrite = async (key?: string) => {
    const undone = await undo(key);
    showToast({ title: undone === null ? 'Nothing to undo' : 'Undone' });
  };
  const unlinkFactors = (id: string) => api.investigation.unlink({ id }).then(readAgain);
  return {
    writes,
    /** Undoes the reader's newest change. */
    undo: () => undoWrite(),
    /** The screen shows the guess immediately. */
    add: (guess: Finding, given: Record<string, unknown>) =>
      attend({ verb: 'add', input: buildInput(guess, given), guess }, addedWords[guess.type]),
    /** Adds what another request needs right away. */
    addNow: (guess: Finding, given: Record<string, unknown>) =>
      sendOnce(() => api.investigation.add(buildInput(guess, given))),
    /** Citations are a guess of the saved ones. */
    async change(
      finding: Finding,
      given: Record<string, unknown>,
      citations: readonly Citation[] = finding.citations,
    ) {
      if (Object.keys(given).length === 0) return null;
      const { type, id, version } = finding;
      const input = ChangeFinding.parse({ ...given, type, id, version });
      const guess = Finding.parse({ ...finding, ...given, citations });
      return attend({ verb: 'change', input, base: finding, guess }, 'Changed');
    },
    updateStatus: (input: UpdateStatus, said: string) => attend({ verb: 'step', input }, said),
    remove({ id, version, statement }: Finding) {
      const key = writes.add({ verb: 'remove', input: { id, version }, statement });
      showToast({ title: `Removed “${statement.slice(0, 60)}”`, undo: () => undoWrite(key) });
    },
    async link(from: string, to: string, kind: LinkKind) {
      const { id } = await api.investigation.link({ incident: ref, from, to, kind });
      readAgain();
      showToast({ title: 'Linked', undo: () => unlinkFactors(id) });
    },
    async unlink({ id, from, to, kind }: FactorLink) {
      await unlinkFactors(id);
      const undo = () => api.investigation.link({ incident: ref, from, to, kind }).then(readAgain);
      showToast({ title: 'Link removed', undo });
    },
    async fiveWhys(chain: { outcome: string } | { outcomeId: string }, whys: string[]) {
      const change = await sendOnce(() =>
        api.investigation.fiveWhys({ incident: ref, ...chain, whys }),
      );
      offer(`A path of ${whys.length} whys`, change);
      return change;
    },
  };
}

const addedWords: Record<Finding['type'], string> = {
  hypothesis: 'Hypothesis proposed',
  decision: 'Decision added',
  question: 'Question added',
  factor: 'Factor added',
  impact: 'Impact added',
};
