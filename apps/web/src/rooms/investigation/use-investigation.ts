import type {
  AddFinding,
  ChangeFinding,
  Citation,
  FactorLink,
  Finding,
  Incident,
  Investigation,
  LinkKind,
  UpdateStatus,
} from '@debrief/contract';
import { maskFinding, maskLinks } from '@debrief/rules/known';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useUnsaved } from '../../data/open-writes.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { showToast } from '../../ui/toast.tsx';
import { useMaskedItems } from '../../ui/known-time.tsx';
import { openInvestigation, mergeUnsaved, mergeUnsavedLinks } from './finding-writes.ts';

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
  const all = useMemo(() => (data ? mergeUnsaved(data.findings, unsaved) : null), [data, unsaved]);
  const findings = useMaskedItems<Finding>(all, maskFinding);
  const { findings: saved, links: savedLinks, cycles: savedCycles } = data ?? none;
  const allLinks = useMemo(() => mergeUnsavedLinks(savedLinks, unsaved), [savedLinks, unsaved]);
  const isMasked = findings !== all;
  const links = useMemo(
    () => (isMasked ? maskLinks(allLinks, findings ?? []) : allLinks),
    [isMasked, allLinks, findings],
  );
  const cycles = isMasked
    ? savedCycles.filter((cycle) =>
        cycle.every((id) => findings?.some((finding) => finding.id === id)),
      )
    : savedCycles;
  return { findings, saved, links, cycles, error, ...verbs };
}

function createVerbs(ref: string) {
  const { writes, undoWrite, attend } = openInvestigation(ref);
  const findLink = ({ from, to, kind }: Omit<FactorLink, 'id'>) =>
    queryClient
      .getQueryData<Investigation>(queries.investigation(ref).queryKey)
      ?.links.find((link) => link.from === from && link.to === to && link.kind === kind);
  return {
    writes,
    /** Undoes the reader's newest change. */
    undo: () => undoWrite(),
    /** The screen shows the guess immediately. */
    add: (guess: Finding, given: Record<string, unknown>) =>
      attend({ verb: 'add', input: toAddition(ref, guess, given), guess }, addedWords[guess.type]),
    /** Citations are a guess of the saved ones. */
    async change(
      finding: Finding,
      given: Record<string, unknown>,
      citations: readonly Citation[] = finding.citations,
    ) {
      if (Object.keys(given).length === 0) return null;
      const { type, id, version } = finding;
      const input = toChange({ ...given, type, id, version });
      const guess = { ...finding, ...given, citations: [...citations] };
      return attend({ verb: 'change', input, base: finding, guess }, 'Changed');
    },
    updateStatus: (input: UpdateStatus, said: string) => attend({ verb: 'step', input }, said),
    remove({ id, version, statement }: Finding) {
      const key = writes.add({ verb: 'remove', input: { id, version }, statement });
      showToast({ title: `Removed “${statement.slice(0, 60)}”`, undo: () => undoWrite(key) });
    },
    link(from: string, to: string, kind: LinkKind) {
      const key = writes.add({ verb: 'link', input: { incident: ref, from, to, kind } });
      const undo = async () => {
        if (!writes.takeBack(key)) {
          await writes.arrived();
          const made = findLink({ from, to, kind });
          if (made) writes.add({ verb: 'unlink', input: made });
        }
        showToast({ title: 'Undone' });
      };
      showToast({ title: 'Linked', undo });
    },
    unlink(link: FactorLink) {
      const key = writes.add({ verb: 'unlink', input: link });
      const { from, to, kind } = link;
      const undo = async () => {
        if (!writes.takeBack(key))
          writes.add({ verb: 'link', input: { incident: ref, from, to, kind } });
        showToast({ title: 'Undone' });
      };
      showToast({ title: 'Link removed', undo });
    },
    /** The path from the outcome back; null while it waits for the connection. */
    async fiveWhys(chain: { outcome: string } | { outcomeId: string }, whys: string[]) {
      const isNew = 'outcome' in chain;
      const ids = (isNew ? [chain.outcome, ...whys] : whys).map(() => crypto.randomUUID());
      const input = { incident: ref, ...chain, whys, ids };
      const change = await attend({ verb: 'five-whys', input }, `A path of ${whys.length} whys`);
      return change && (isNew ? ids : [chain.outcomeId, ...ids]);
    },
  };
}

// The casts hold because a form only gives the fields of its type of finding (`fields.ts`).
const toChange = (change: Pick<ChangeFinding, 'type' | 'id' | 'version'>) =>
  change as ChangeFinding;
const toAddition = (
  incident: string,
  { type, id, statement }: Finding,
  given: Record<string, unknown>,
) => ({ statement, ...given, type, incident, id }) as AddFinding & { id: string };

const addedWords: Record<Finding['type'], string> = {
  hypothesis: 'Hypothesis proposed',
  decision: 'Decision added',
  question: 'Question added',
  factor: 'Factor added',
  impact: 'Impact added',
  observation: 'Observation added',
  contradiction: 'Conflicting accounts added',
};
