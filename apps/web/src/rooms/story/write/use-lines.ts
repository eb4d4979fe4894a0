import type { Story, StoryCitationInput, StoryPart } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useDraft } from '../../../data/draft.ts';
import { useUnsaved } from '../../../data/open-writes.ts';
import { reportFailure, showToast } from '../../../ui/toast.tsx';
import type { StoryWrite } from '../story-writes.ts';
import { type StoryVerbs } from '../use-story.ts';
import {
  buildLines,
  emptyUnsaved,
  listMoves,
  withPending,
  type FreshLine,
  type Unsaved,
} from './lines.ts';

const restMs = 700;

export type Saving = 'saved' | 'saving' | 'kept';

/**
 * The sentences of a story with pending changes and typed text. Text is sent shortly after the last
 * keystroke, one change of a sentence at a time. All of it survives a reload.
 */
export function useLines(story: Story, verbs: StoryVerbs) {
  const { writes } = verbs;
  const [typed, keep] = useDraft<Unsaved>(`story.${story.id}`, emptyUnsaved);
  const latest = useRef(typed);
  const pending = useUnsaved(writes);
  const put = (next: Unsaved) => {
    latest.current = next;
    keep(next);
  };
  const listLines = () => {
    const now = writes.snapshot();
    const removed = now.flatMap(({ ask }) => (ask.verb === 'remove' ? [ask.input.claimId] : []));
    const claims = story.claims.filter((claim) => !removed.includes(claim.id));
    return buildLines(claims, withPending(now, latest.current));
  };
  const lines = listLines();
  const findLine = (id: string) => listLines().find((line) => line.id === id);
  const findOpen = (id: string) =>
    writes.snapshot().findLast(({ ask }) => ask.verb !== 'describe' && ask.input.claimId === id);
  const putFresh = (id: string, fields: Partial<FreshLine>) => {
    const { edits, fresh } = latest.current;
    put({ edits, fresh: fresh.map((one) => (one.id === id ? { ...one, ...fields } : one)) });
  };
  const forgetTyped = (id: string) => {
    const { edits, fresh } = latest.current;
    put({
      edits: Object.fromEntries(Object.entries(edits).filter(([one]) => one !== id)),
      fresh: fresh.filter((one) => one.id !== id),
    });
  };
  const isOnlyTyped = (id: string) => latest.current.fresh.some((one) => one.id === id);

  const type = (id: string, text: string) => {
    if (isOnlyTyped(id)) return putFresh(id, { text });
    const line = findLine(id);
    if (!line) return;
    const base = latest.current.edits[id]?.base ?? line.text;
    forgetTyped(id);
    const { edits, fresh } = latest.current;
    if (text !== base) put({ fresh, edits: { ...edits, [id]: { text, base, part: line.part } } });
  };

  /** Sends edited text, unless an earlier change of the sentence is still open. */
  const sendEdit = (id: string) => {
    const edit = latest.current.edits[id];
    if (!edit || edit.text.trim() === '') return;
    const open = findOpen(id);
    if (open && open.state !== 'refused') return;
    const { text } = edit;
    forgetTyped(id);
    if (open) writes.drop(open.key);
    if (open?.ask.verb === 'add') verbs.queueAdd({ ...open.ask.input, text });
    else if (open?.ask.verb === 'change') verbs.queueText(id, text, open.ask.base);
    else verbs.queueText(id, text, { text: edit.base, part: edit.part });
  };

  /** Sends typed text; a new line is sent once it has words, after the nearest line with words. */
  const flush = () => {
    for (const id of Object.keys(latest.current.edits)) sendEdit(id);
    const shown = listLines();
    for (const [place, { id, text, part, fresh }] of shown.entries()) {
      if (!fresh || !isOnlyTyped(id) || text.trim() === '') continue;
      const before = shown
        .slice(0, place)
        .findLast((one) => one.part === part && one.text.trim() !== '');
      const { citations, followUpQuestion } = fresh;
      forgetTyped(id);
      verbs.queueAdd({
        claimId: id,
        part,
        text,
        citations,
        after: before?.id ?? null,
        ...(followUpQuestion === null ? {} : { followUpQuestion }),
      });
    }
  };

  const flushLater = useEffectEvent(flush);
  useEffect(() => {
    const timer = setTimeout(() => flushLater(), restMs);
    return () => clearTimeout(timer);
  }, [typed, pending]);

  const begin = (line: Omit<FreshLine, 'id'>): string => {
    const id = crypto.randomUUID();
    const { edits, fresh } = latest.current;
    put({ edits, fresh: [...fresh, { ...line, id }] });
    return id;
  };

  /** Runs an action on a sentence after its typed text has been sent. */
  const withSaved = (doing: () => Promise<unknown>) => {
    flush();
    reportFailure(doing());
  };

  return {
    lines,
    problem: pending.find(({ problem }) => problem !== null)?.problem ?? null,
    saving: toSavingState(
      pending,
      lines.some((line) => line.isUnsaved),
    ),
    type,
    begin,
    /** Splits a line; returns the second one. */
    split: (id: string, at: number): string | null => {
      const line = findLine(id);
      if (!line) return null;
      const [first, second] = [line.text.slice(0, at).trimEnd(), line.text.slice(at).trimStart()];
      if (first !== line.text) type(id, first);
      const { part } = line;
      return begin({ part, after: id, text: second, citations: [], followUpQuestion: null });
    },
    remove: (id: string) => {
      const text = findLine(id)?.text ?? '';
      const wasSent = !isOnlyTyped(id);
      forgetTyped(id);
      const open = findOpen(id);
      if (open && open.state !== 'sending') writes.drop(open.key);
      const isNew = open?.ask.verb === 'add' && open.state !== 'sending';
      if (wasSent && !isNew) verbs.remove(id, text);
    },
    setPart: (id: string, part: StoryPart) => {
      const line = findLine(id);
      if (!line || line.part === part) return;
      if (isOnlyTyped(id)) putFresh(id, { part, after: null });
      if (line.claim || line.text.trim() !== '')
        withSaved(() => verbs.change(id, () => ({ part })));
    },
    move: (id: string, step: 1 | -1) => {
      const to = listMoves(listLines(), id, step);
      if (to) withSaved(() => verbs.change(id, () => to));
    },
    moveBehind: (id: string, target: { part: StoryPart; after: string | null }) => {
      if (id !== target.after) withSaved(() => verbs.change(id, () => target));
    },
    cite: (id: string, citation: StoryCitationInput) => {
      const fresh = latest.current.fresh.find((one) => one.id === id);
      if (fresh && fresh.text.trim() === '')
        return putFresh(id, { citations: [...fresh.citations, citation] });
      return withSaved(() =>
        verbs.change(id, ({ citations }) => ({ citations: [...citations, citation] })),
      );
    },
    /** Cites the milestone behind a duration, and keeps the number if the sentence contains it. */
    citeFigure: (
      id: string,
      citation: StoryCitationInput,
      { text, source }: { text: string; source: string },
    ) =>
      withSaved(() =>
        verbs.change(id, (claim) => {
          const { target, targetId } = citation;
          const citations = [...claim.citations, citation];
          if (!claim.text.includes(text)) return { citations };
          const others = claim.numbers.filter((one) => one.text !== text);
          return {
            citations,
            numbers: [
              ...others,
              { text, source, baseline: '', window: '', n: null, takenFrom: { target, targetId } },
            ],
          };
        }),
      ),
    uncite: (id: string, citationId: string) =>
      withSaved(() =>
        verbs.change(id, (claim) => ({
          citations: claim.citations.filter((one) => !('id' in one) || one.id !== citationId),
        })),
      ),
    recall: (id: string, isRecollection: boolean) =>
      withSaved(() => verbs.change(id, () => ({ isRecollection }))),
    /** Marks sentences as from memory; the toast removes all of the marks. */
    recallAll: (ids: readonly string[]) =>
      withSaved(async () => {
        const marks = ids.map((id) => verbs.change(id, () => ({ isRecollection: true })));
        const answers = await Promise.all(marks);
        const done = answers.flatMap((answer) => (answer ? [answer.activityId] : []));
        showToast({
          title: `Marked ${countText(ids.length, 'sentence')} as from memory`,
          undo: () => verbs.undoAll(done),
        });
      }),
    /**
     * Dismisses a question of the checks about a sentence (or, for null, about the story), or asks
     * it again.
     */
    setMeant: (id: string | null, name: string, isMeant: boolean) => {
      const next = (meant: readonly string[]) =>
        isMeant ? [...meant, name] : meant.filter((one) => one !== name);
      withSaved(() =>
        id === null
          ? verbs.changeStory((story) => ({ meant: next(story.meant) }))
          : verbs.change(id, (claim) => ({ meant: next(claim.meant) })),
      );
    },
    /** Sends my text of a sentence again, over the other version or as a new sentence. */
    keepMine: (write: StoryWrite) => {
      const { ask, key, theirs } = write;
      if (ask.verb !== 'change') return writes.retry(key);
      const { claimId } = ask.input;
      const text = latest.current.edits[claimId]?.text ?? ask.guess.text;
      forgetTyped(claimId);
      writes.drop(key);
      if (theirs && 'part' in theirs) return verbs.queueText(claimId, text, theirs);
      const { part } = ask.base;
      return verbs.queueAdd({ part, text });
    },
    keepTheirs: ({ ask, key }: StoryWrite) => {
      if (ask.verb === 'change') forgetTyped(ask.input.claimId);
      writes.drop(key);
    },
  };
}

function toSavingState(pending: readonly StoryWrite[], isTyped: boolean): Saving {
  if (pending.length > 0 && pending.every(({ problem }) => problem === null)) return 'saving';
  return isTyped || pending.length > 0 ? 'kept' : 'saved';
}

export type Lines = ReturnType<typeof useLines>;
