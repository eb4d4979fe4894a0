import {
  AddFinding,
  ChangeFinding,
  Finding,
  UpdateStatus,
  type Investigation,
  type InvestigationChange,
} from '@debrief/contract';
import { z } from 'zod';
import { api } from '../../api.ts';
import { mergeChange, listTouchedVersions, applyPatch, setVersion } from '../../data/changes.ts';
import type { FieldSet } from '../../data/merge-versions.ts';
import { openUndoable, type UndoRoom } from '../../data/open-writes.ts';
import { patchRead, queries, queryClient } from '../../data/queries.ts';
import { mergeAnswer } from '../../data/merge-answer.ts';
import type { Write } from '../../data/writes.ts';
import { toCitationInputs, sortByTime } from '../evidence/cite/index.ts';
import { listFieldNames } from './form.ts';

const FindingAsk = z.discriminatedUnion('verb', [
  z.object({
    verb: z.literal('add'),
    input: AddFinding.and(z.object({ id: z.string() })),
    guess: Finding,
  }),
  z.object({ verb: z.literal('change'), input: ChangeFinding, base: Finding, guess: Finding }),
  z.object({ verb: z.literal('step'), input: UpdateStatus }),
  z.object({
    verb: z.literal('remove'),
    input: z.object({ id: z.string(), version: z.int() }),
    statement: z.string(),
  }),
]);
export type FindingAsk = z.infer<typeof FindingAsk>;
export type FindingWrite = Write<FindingAsk, Finding>;

export function findingFields({ type }: Finding): FieldSet<Finding, string> {
  return {
    names: listFieldNames(type),
    same: (name, a, b) => JSON.stringify(readField(name, a)) === JSON.stringify(readField(name, b)),
  };
}

function readField(name: string, finding: Finding): unknown {
  return name === 'citations' ? toCitationInputs(finding) : Reflect.get(finding, name);
}

const findingRoom: UndoRoom<FindingAsk, InvestigationChange, Finding> = {
  name: 'finding',
  ask: FindingAsk,
  object: Finding,
  touches: ({ verb, input }) =>
    listTouchedVersions(verb === 'add' ? { input: { id: input.id } } : { input }),
  against: (ask, versionOf) => (ask.verb === 'add' ? ask : setVersion(ask, versionOf(ask.input))),
  send({ verb, input }) {
    if (verb === 'add') return api.investigation.add(input);
    if (verb === 'change') return api.investigation.change(input);
    return verb === 'step'
      ? api.investigation.updateStatus(input)
      : api.investigation.remove(input);
  },
  objects: (change) => change.findings,
  answerWith: (finding) => ({ findings: [finding], links: [], removed: [], activityId: '' }),
  merge: (ask, theirs) =>
    ask.verb === 'change' ? mergeChange(findingFields(theirs), ask, theirs, theirs.version) : null,
  place: (ref) => `unsaved.investigation.${ref}`,
  queryKey: (ref) => queries.investigation(ref).queryKey,
  take: (ref, { findings, links, removed, activityId }) =>
    patchRead<Investigation>(queries.investigation(ref).queryKey, (read) => {
      if (!read) return undefined;
      const isTold = activityId !== '';
      return {
        ...read,
        findings: sortByTime(mergeAnswer(read.findings, findings, removed)),
        links: isTold ? links : read.links,
        lastChange: isTold ? { activityId, what: '' } : read.lastChange,
      };
    }),
  // Only the server finds cycles of factors.
  parts: ({ removed }) => (removed.length > 0 ? [] : ['investigation']),
  undo: (activityId) => api.investigation.undo({ activityId }),
  lastChange: async (ref) =>
    (await queryClient.fetchQuery({ ...queries.investigation(ref), staleTime: 0 })).lastChange,
};

export const openInvestigation = openUndoable(findingRoom);

/** The findings as displayed: saved ones, with unsaved changes applied. */
export function mergeUnsaved(
  saved: readonly Finding[],
  unsaved: readonly FindingWrite[],
): Finding[] {
  return sortByTime(unsaved.reduce<readonly Finding[]>(applyWrite, saved));
}

function applyWrite(
  findings: readonly Finding[],
  { ask, state }: FindingWrite,
): readonly Finding[] {
  const { id } = ask.input;
  if (ask.verb === 'add')
    return findings.some((finding) => finding.id === id) ? findings : [...findings, ask.guess];
  if (ask.verb === 'change' && state !== 'conflict')
    return findings.map((finding) =>
      finding.id === id ? applyPatch<Finding>({}, finding, ask) : finding,
    );
  const isRemoved = ask.verb === 'remove' && state !== 'refused' && state !== 'conflict';
  return isRemoved ? findings.filter((finding) => finding.id !== id) : findings;
}
