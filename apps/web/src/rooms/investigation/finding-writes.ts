import type {
  AddFinding,
  AddFiveWhys,
  ChangeFinding,
  FactorLink,
  Finding,
  Investigation,
  InvestigationChange,
  LinkFactors,
  UpdateStatus,
} from '@debrief/contract';
import { api } from '../../api.ts';
import { mergeChange, listTouchedVersions, applyPatch, setVersion } from '../../data/changes.ts';
import { openUndoable, type UndoRoom } from '../../data/open-writes.ts';
import { patchRead, queries, queryClient } from '../../data/queries.ts';
import { mergeAnswer } from '../../data/merge-answer.ts';
import type { Version, Write } from '../../data/writes.ts';
import { toCitationInputs, sortByTime } from '../evidence/cite/index.ts';

export interface FindingChange {
  verb: 'change';
  input: ChangeFinding;
  base: Finding;
  guess: Finding;
}
export type FindingAsk =
  | FindingChange
  | { verb: 'add'; input: AddFinding & { id: string }; guess: Finding }
  | { verb: 'step'; input: UpdateStatus }
  | { verb: 'remove'; input: Version; statement: string }
  | { verb: 'link'; input: LinkFactors }
  | { verb: 'unlink'; input: FactorLink }
  | { verb: 'five-whys'; input: AddFiveWhys & { ids: string[] } };
/** A link has no version: the response says which one is new or removed. */
interface FindingAnswer extends InvestigationChange {
  linked?: FactorLink;
  unlinked?: string;
}
export type FindingWrite = Write<FindingAsk, Finding>;

export function hasSameValue(name: string, a: Finding, b: Finding): boolean {
  return JSON.stringify(readField(name, a)) === JSON.stringify(readField(name, b));
}

function readField(name: string, finding: Finding): unknown {
  return name === 'citations' ? toCitationInputs(finding) : Reflect.get(finding, name);
}

function merge(ask: FindingAsk, theirs: Finding): FindingAsk | 'same' | null {
  if (ask.verb !== 'change') return null;
  const { id: _id, type: _type, version: _version, ...changed } = ask.input;
  const fields = { names: Object.keys(changed), same: hasSameValue };
  return mergeChange<Finding, string, Finding, typeof ask>(fields, ask, theirs, theirs.version);
}

const noChange = { findings: [], links: [], removed: [], activityId: '' };

function touches({ verb, input }: FindingAsk): readonly Version[] {
  if (verb === 'unlink') return [{ id: input.id, version: 0 }];
  // A link waits for factors that are not saved yet.
  if (verb === 'link') return [input.from, input.to].map((id) => ({ id, version: 0 }));
  if (verb === 'five-whys') return input.ids.map((id) => ({ id, version: 0 }));
  return listTouchedVersions(verb === 'add' ? { input: { id: input.id } } : { input });
}

async function sendAsk({ verb, input }: FindingAsk): Promise<FindingAnswer> {
  switch (verb) {
    case 'add':
      return api.investigation.add(input);
    case 'change':
      return api.investigation.change(input);
    case 'step':
      return api.investigation.updateStatus(input);
    case 'remove':
      return api.investigation.remove(input);
    case 'five-whys':
      return api.investigation.fiveWhys(input);
    case 'link':
      return { ...noChange, linked: await api.investigation.link(input) };
    case 'unlink':
      await api.investigation.unlink({ id: input.id });
      return { ...noChange, unlinked: input.id };
  }
}

export const findingRoom: UndoRoom<FindingAsk, FindingAnswer, Finding> = {
  name: 'finding',
  touches,
  against: (ask, versionOf) =>
    'version' in ask.input ? setVersion(ask, versionOf(ask.input)) : ask,
  send: sendAsk,
  objects: (change) => change.findings,
  answerWith: (finding) => ({ ...noChange, findings: [finding] }),
  merge,
  place: (ref) => `unsaved.investigation.${ref}`,
  queryKey: (ref) => queries.investigation(ref).queryKey,
  take(ref, { findings, links, removed, activityId, linked, unlinked }) {
    patchRead<Investigation>(queries.investigation(ref).queryKey, (read) => {
      if (!read) return undefined;
      const isTold = activityId !== '';
      return {
        ...read,
        findings: sortByTime(mergeAnswer(read.findings, findings, removed)),
        links: isTold ? links : updateLinks(read.links, linked, unlinked),
        lastChange: isTold ? { activityId, what: '' } : read.lastChange,
      };
    });
    // Only the server finds cycles of factors.
    if (linked || unlinked)
      void queryClient.invalidateQueries({ queryKey: queries.investigation(ref).queryKey });
  },
  // Only the server finds cycles of factors.
  parts: ({ removed }) => (removed.length > 0 ? [] : ['investigation']),
  undo: (activityId) => api.investigation.undo({ activityId }),
  lastChange: async (ref) =>
    (await queryClient.fetchQuery({ ...queries.investigation(ref), staleTime: 0 })).lastChange,
};

function updateLinks(
  links: readonly FactorLink[],
  linked: FactorLink | undefined,
  unlinked: string | undefined,
): FactorLink[] {
  const others = links.filter(({ id }) => id !== unlinked && id !== linked?.id);
  return linked ? [...others, linked] : others;
}

export const openInvestigation = openUndoable(findingRoom);

/** The links as displayed: saved ones, without those that are being removed. */
export function mergeUnsavedLinks(
  saved: readonly FactorLink[],
  unsaved: readonly FindingWrite[],
): FactorLink[] {
  const removed = unsaved.flatMap(({ ask }) => (ask.verb === 'unlink' ? [ask.input.id] : []));
  return saved.filter(({ id }) => !removed.includes(id));
}

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
  if (!('id' in ask.input)) return findings;
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
