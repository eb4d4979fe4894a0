import type {
  AddClaim,
  ChangeClaim,
  ChangeStory,
  Story,
  StoryChange,
  StoryClaim,
} from '@debrief/contract';
import { api } from '../../api.ts';
import { setVersion } from '../../data/changes.ts';
import { mergeAnswer } from '../../data/merge-answer.ts';
import { mergeVersions } from '../../data/merge-versions.ts';
import { openUndoable, type UndoRoom } from '../../data/open-writes.ts';
import { patchRead, queryClient } from '../../data/queries.ts';
import { storyQueries } from '../../data/queries/story.ts';
import type { Version, Write } from '../../data/writes.ts';

/** The fields of a sentence that are changed here. */
type ClaimField = 'part' | 'text' | 'citations' | 'numbers' | 'meant';
export type ClaimFields = { [Name in ClaimField]-?: NonNullable<ChangeClaim[Name]> };

export type StoryAsk =
  | { verb: 'add'; input: AddClaim & { claimId: string } }
  | { verb: 'change'; input: ChangeClaim; base: ClaimFields; guess: ClaimFields }
  | { verb: 'remove'; input: Version & { claimId: string }; text: string }
  | { verb: 'describe'; input: ChangeStory };
type ClaimAsk = Extract<StoryAsk, { verb: 'change' }>;
export type StoryWrite = Write<StoryAsk, Story | StoryClaim>;

/** The story after a change; after a conflict, only the sentence that it is about. */
interface StoryAnswer {
  story: Story | null;
  claims: readonly StoryClaim[];
  activityId: string;
}

const toAnswer = ({ story, revisionId }: StoryChange): StoryAnswer => ({
  story,
  claims: story.claims,
  activityId: revisionId,
});

export function pickFields({ part, text, citations, numbers, meant }: StoryClaim): ClaimFields {
  return {
    part,
    text,
    citations: citations.map(({ id }) => ({ id })),
    numbers: numbers.map(({ takenFromLabel: _label, ...number }) => number),
    meant,
  };
}

/** The fields with those that a request names. */
export function withInput(fields: ClaimFields, input: Partial<ChangeClaim>): ClaimFields {
  return {
    part: input.part ?? fields.part,
    text: input.text ?? fields.text,
    citations: input.citations ?? fields.citations,
    numbers: input.numbers ?? fields.numbers,
    meant: input.meant ?? fields.meant,
  };
}

function findTouched({ verb, input }: StoryAsk): Version {
  if (verb === 'describe') return input;
  return { id: input.claimId, version: verb === 'add' ? 0 : input.version };
}

const lastSent = new Map<string, Promise<unknown>>();

/** Changes of a story are sent one after the other: a new sentence names the one before it. */
async function sendInTurn(ask: StoryAsk): Promise<StoryChange> {
  const { id } = ask.input;
  const before = lastSent.get(id) ?? Promise.resolve();
  const mine = before.then(() => sendAsk(ask));
  lastSent.set(
    id,
    mine.catch(() => null),
  );
  return mine;
}

function sendAsk({ verb, input }: StoryAsk): Promise<StoryChange> {
  if (verb === 'add') return api.story.addClaim(input);
  if (verb === 'change') return api.story.changeClaim(input);
  return verb === 'remove' ? api.story.removeClaim(input) : api.story.change(input);
}

/** Their list with what I added and removed. */
function mergeList<T>(base: readonly T[], mine: readonly T[], theirs: readonly T[]): T[] {
  const has = (list: readonly T[], item: T) =>
    list.some((one) => JSON.stringify(one) === JSON.stringify(item));
  return [
    ...theirs.filter((item) => !has(base, item) || has(mine, item)),
    ...mine.filter((item) => !has(base, item) && !has(theirs, item)),
  ];
}

/** A person only decides if both windows changed the text. */
function mergeClaim(ask: ClaimAsk, theirs: StoryClaim): ClaimAsk | 'same' | null {
  const { base, guess, input } = ask;
  const now = pickFields(theirs);
  const { id: _id, claimId: _claimId, version: _version, text, ...others } = input;
  if (text !== undefined && text === now.text && Object.keys(others).length === 0) return 'same';
  if (text !== undefined && now.text !== base.text && text !== now.text) return null;
  const next = {
    ...withInput(now, input),
    citations: mergeList(base.citations, guess.citations, now.citations),
    numbers: mergeList(base.numbers, guess.numbers, now.numbers),
    meant: mergeList(base.meant, guess.meant, now.meant),
  };
  const changed = mergeVersions<object>(next, input, Object.keys(others));
  const rebased = { ...input, ...changed, version: theirs.version };
  return { ...ask, base: now, guess: next, input: rebased };
}

export const storyRoom: UndoRoom<StoryAsk, StoryAnswer, Story | StoryClaim> = {
  name: 'story',
  touches: (ask) => [findTouched(ask)],
  against: (ask, versionOf) =>
    ask.verb === 'add' ? ask : setVersion(ask, versionOf(findTouched(ask))),
  send: async (ask) => toAnswer(await sendInTurn(ask)),
  objects: ({ story, claims }) => [...(story ? [story] : []), ...claims],
  answerWith: (object) =>
    'claims' in object
      ? { story: object, claims: object.claims, activityId: '' }
      : { story: null, claims: [object], activityId: '' },
  merge: (ask, theirs) =>
    ask.verb === 'change' && !('claims' in theirs) ? mergeClaim(ask, theirs) : null,
  place: (id) => `unsaved.story.${id}`,
  queryKey: (id) => storyQueries.story(id).queryKey,
  take(id, { story, claims }) {
    patchRead<Story>(
      storyQueries.story(id).queryKey,
      (read) => story ?? (read && { ...read, claims: mergeAnswer(read.claims, claims, []) }),
    );
    void queryClient.invalidateQueries({ queryKey: ['stories', 'list'] });
  },
  parts: () => [],
  undo: async (revisionId, id) => toAnswer(await api.story.undo({ id, revisionId })),
  lastChange: async (id) => {
    const query = { ...storyQueries.story(id), staleTime: 0 };
    const { lastChange } = await queryClient.fetchQuery(query);
    return lastChange && { activityId: lastChange.revisionId };
  },
};

export const openStory = openUndoable(storyRoom);
