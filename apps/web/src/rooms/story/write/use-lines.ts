import type { Story, StoryCitationInput, StoryClaim, StoryPart } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { toProblem } from '../../../api.ts';
import { queries, queryClient } from '../../../data/queries.ts';
import { useDraft } from '../../../data/draft.ts';
import { showToast } from '../../../ui/toast.tsx';
import {
  ConcurrentChangeError,
  reportFailure,
  findTheirVersion,
  type StoryVerbs,
} from '../use-story.ts';
import {
  buildLines,
  listMoves,
  emptyUnsaved,
  type FreshLine,
  type Line,
  type Unsaved,
} from './lines.ts';

const restMs = 700;
const againMs = 6_000;

export interface Conflict {
  mine: string;
  theirs: StoryClaim | null;
}

export type Saving = 'saved' | 'saving' | 'kept';

/**
 * The sentences of a story with unsaved text, saved shortly after the last keystroke. Unsaved text
 * survives a reload.
 */
export function useLines(story: Story, verbs: StoryVerbs) {
  const [unsaved, keep] = useDraft<Unsaved>(`story.${story.id}`, emptyUnsaved);
  const latest = useRef(unsaved);
  const sent = useRef(new Map<string, string>());
  const [conflicts, setConflicts] = useState<ReadonlyMap<string, Conflict>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);
  const [onTheWay, setOnTheWay] = useState(0);
  const put = (next: Unsaved) => {
    latest.current = next;
    keep(next);
  };
  const lines = buildLines(story.claims, unsaved);
  const findLine = (id: string) =>
    buildLines(story.claims, latest.current).find((line) => line.id === id);

  const type = (id: string, text: string) => {
    const { edits, fresh } = latest.current;
    if (fresh.some((one) => one.id === id))
      return put({ edits, fresh: fresh.map((one) => (one.id === id ? { ...one, text } : one)) });
    const claim = story.claims.find((one) => one.id === id);
    if (!claim) return;
    const { [id]: before, ...rest } = edits;
    put({
      fresh,
      edits:
        text === claim.text
          ? rest
          : { ...rest, [id]: { text, base: before?.base ?? claim.text, part: claim.part } },
    });
  };

  const handleSaved = (id: string, text: string) => {
    const { edits, fresh } = latest.current;
    const line = fresh.find((one) => one.id === id);
    const { [id]: edit, ...rest } = edits;
    if (line)
      put({
        fresh: fresh.filter((one) => one !== line),
        edits:
          line.text === text
            ? edits
            : { ...edits, [id]: { text: line.text, base: text, part: line.part } },
      });
    else if (edit)
      put({ fresh, edits: edit.text === text ? rest : { ...rest, [id]: { ...edit, base: text } } });
  };

  const send = async (id: string, text: string, doing: () => Promise<unknown>) => {
    if (sent.current.has(id)) return;
    sent.current.set(id, text);
    setOnTheWay(sent.current.size);
    try {
      await doing();
      handleSaved(id, text);
      setProblem(null);
    } catch (error) {
      const theirs = findTheirVersion(error);
      if (theirs !== undefined)
        await queryClient.refetchQueries({ queryKey: queries.story(story.id).queryKey });
      if (theirs !== undefined)
        setConflicts((before) => new Map([...before, [id, { mine: text, theirs }]]));
      else setProblem(toProblem(error).detail || toProblem(error).title);
    } finally {
      sent.current.delete(id);
      setOnTheWay(sent.current.size);
    }
  };

  /** Sends unsaved text; a new line is sent once it has words, after the nearest saved line. */
  const flush = async (): Promise<void> => {
    const { edits, fresh } = latest.current;
    const shown = buildLines(story.claims, latest.current);
    const doing: Promise<unknown>[] = [];
    for (const [id, { text, base }] of Object.entries(edits)) {
      if (text.trim() === '' || conflicts.has(id)) continue;
      const patch = (claim: StoryClaim) => {
        if (claim.text !== base) throw new ConcurrentChangeError(claim);
        return { text };
      };
      doing.push(send(id, text, () => verbs.change(id, patch)));
    }
    const place = (line: FreshLine) => shown.findIndex((one) => one.id === line.id);
    for (const line of fresh.toSorted((a, b) => place(a) - place(b))) {
      const text = line.text;
      if (text.trim() === '') continue;
      const before = shown
        .slice(0, place(line))
        .findLast((one) => one.part === line.part && one.text.trim() !== '');
      const { id: claimId, part, citations, followUpQuestion } = line;
      doing.push(
        send(claimId, text, () =>
          verbs.add({
            claimId,
            part,
            text,
            citations,
            after: before?.id ?? null,
            ...(followUpQuestion === null ? {} : { followUpQuestion }),
          }),
        ),
      );
    }
    await Promise.all(doing);
  };

  const flushLater = useEffectEvent(() => void flush());
  useEffect(() => {
    if (unsaved === emptyUnsaved || onTheWay > 0) return;
    const timer = setTimeout(() => flushLater(), problem === null ? restMs : againMs);
    return () => clearTimeout(timer);
  }, [unsaved, onTheWay, problem, conflicts]);

  const begin = (line: Omit<FreshLine, 'id'>): string => {
    const id = crypto.randomUUID();
    put({ ...latest.current, fresh: [...latest.current.fresh, { ...line, id }] });
    return id;
  };

  const dropUnsaved = (id: string) => {
    const { edits, fresh } = latest.current;
    put({
      edits: Object.fromEntries(Object.entries(edits).filter(([one]) => one !== id)),
      fresh: fresh.filter((one) => one.id !== id),
    });
  };

  /** Runs an action on a saved sentence after its unsaved text has been sent. */
  const withSaved = (doing: () => Promise<unknown>) => reportFailure(flush().then(doing));

  return {
    lines,
    conflicts,
    problem,
    saving: toSavingState(onTheWay, lines),
    type,
    begin,
    /** Splits a line; returns the second one. */
    split: (id: string, at: number): string | null => {
      const line = findLine(id);
      if (!line) return null;
      const [first, second] = [line.text.slice(0, at).trimEnd(), line.text.slice(at).trimStart()];
      if (first !== line.text) type(id, first);
      return begin({
        part: line.part,
        after: id,
        text: second,
        citations: [],
        followUpQuestion: null,
      });
    },
    remove: (id: string) => {
      const line = findLine(id);
      dropUnsaved(id);
      if (line?.claim) reportFailure(verbs.remove(id));
    },
    setPart: (id: string, part: StoryPart) => {
      const line = findLine(id);
      if (!line || line.part === part) return;
      if (line.fresh && !line.claim)
        put({
          ...latest.current,
          fresh: latest.current.fresh.map((one) =>
            one.id === id ? { ...one, part, after: null } : one,
          ),
        });
      if (!line.claim && line.text.trim() === '') return;
      withSaved(() => verbs.change(id, () => ({ part })));
    },
    move: (id: string, step: 1 | -1) => {
      const to = listMoves(buildLines(story.claims, latest.current), id, step);
      if (to) withSaved(() => verbs.change(id, () => to));
    },
    moveBehind: (id: string, target: { part: StoryPart; after: string | null }) => {
      if (id !== target.after) withSaved(() => verbs.change(id, () => target));
    },
    cite: (id: string, citation: StoryCitationInput) => {
      const line = findLine(id);
      if (line?.fresh && !line.claim && line.text.trim() === '')
        return put({
          ...latest.current,
          fresh: latest.current.fresh.map((one) =>
            one.id === id ? { ...one, citations: [...one.citations, citation] } : one,
          ),
        });
      return withSaved(() =>
        verbs.change(id, (claim) => ({
          citations: [...claim.citations.map((one) => ({ id: one.id })), citation],
        })),
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
          const citations = [...claim.citations.map((one) => ({ id: one.id })), citation];
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
          citations: claim.citations
            .filter((one) => one.id !== citationId)
            .map((one) => ({ id: one.id })),
        })),
      ),
    recall: (id: string, isRecollection: boolean) =>
      withSaved(() => verbs.change(id, () => ({ isRecollection }))),
    /** Marks sentences as from memory, one after the other; the toast removes all of the marks. */
    recallAll: (ids: readonly string[]) =>
      withSaved(async () => {
        const done: string[] = [];
        for (const id of ids)
          done.push((await verbs.change(id, () => ({ isRecollection: true }))).revisionId);
        showToast({
          title: `Marked ${countText(done.length, 'sentence')} as from memory`,
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
    /** Resolves a conflict with one of the versions, or with new text. */
    settle: (id: string, side: 'mine' | 'theirs') => {
      const conflict = conflicts.get(id);
      if (!conflict) return;
      setConflicts(new Map([...conflicts].filter(([one]) => one !== id)));
      const { edits, fresh } = latest.current;
      const { [id]: edit, ...rest } = edits;
      const { text, part } = edit ?? { text: conflict.mine, part: 'action' as const };
      if (side === 'theirs') return put({ edits: rest, fresh });
      if (conflict.theirs)
        return put({ fresh, edits: { ...rest, [id]: { text, base: conflict.theirs.text, part } } });
      const last = story.claims.findLast((claim) => claim.part === part)?.id ?? null;
      return put({
        edits: rest,
        fresh: [
          ...fresh,
          {
            id: crypto.randomUUID(),
            part,
            after: last,
            text,
            citations: [],
            followUpQuestion: null,
          },
        ],
      });
    },
  };
}

function toSavingState(onTheWay: number, lines: readonly Line[]): Saving {
  if (onTheWay > 0) return 'saving';
  return lines.some((line) => line.isUnsaved) ? 'kept' : 'saved';
}

export type Lines = ReturnType<typeof useLines>;
