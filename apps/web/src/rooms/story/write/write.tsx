import { type StoryCitationInput, type StoryPart, storyParts } from '@debrief/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { storyQueries } from '../../../data/queries/story.ts';
import { Button } from '../../../ui/button.tsx';
import { useActions } from '../../../ui/keys.ts';
import { findNeighbor, useCursorKeys } from '../../../ui/use-list-cursor.ts';
import { useMedia } from '../../../ui/use-media.ts';
import type { Side } from '../story-search.ts';
import { createVerbs } from '../use-story.ts';
import { partWords } from '../words.ts';
import { ClaimLine, focusLine, lineId, type LineVerbs } from './claim-line.tsx';
import { SidePanel, SideTabs } from './side-panel.tsx';
import { focusSide } from './focus-side.ts';
import { useChecks } from './use-checks.ts';
import { useLineFocus } from './use-line-focus.ts';
import { useLines, type Saving } from './use-lines.ts';
import { UnsavedSentences } from './unsaved-sentences.tsx';
import { useSuggestedEvidence } from './use-suggested-evidence.ts';

const route = getRouteApi('/inside/stories/$id/');

export function WriteTab() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: story } = useSuspenseQuery(storyQueries.story(id));
  const verbs = useMemo(() => createVerbs(id), [id]);
  const room = useLines(story, verbs);
  const suggestedEvidence = useSuggestedEvidence(story);
  const checks = useChecks(story, room, suggestedEvidence.own);
  const isWide = useMedia('(min-width: 64rem)');
  const { lines } = room;
  const current = lines.find((line) => line.id === search.at) ?? lines[0];
  const canChange = story.can.change;
  const put = (next: { at?: string; side?: Side | undefined }) =>
    void navigate({
      search: ({ at, side }) => {
        const [nextAt, nextSide] = [next.at ?? at, 'side' in next ? next.side : side];
        return { ...(nextAt ? { at: nextAt } : {}), ...(nextSide ? { side: nextSide } : {}) };
      },
      replace: true,
      resetScroll: false,
    });
  const look = (at: string) => search.at !== at && put({ at });
  const show = (side: Side) => {
    put({ side });
    focusSide();
  };
  const begin = (
    part: StoryPart,
    given: { citations?: StoryCitationInput[]; followUpQuestion?: string } = {},
  ) => {
    const after = lines.findLast((line) => line.part === part)?.id ?? null;
    const fresh = room.begin({
      part,
      after,
      text: '',
      citations: given.citations ?? [],
      followUpQuestion: given.followUpQuestion ?? null,
    });
    put(isWide ? { at: fresh } : { at: fresh, side: undefined });
    focusLine(fresh, 'start');
  };
  const go = (from: string | undefined, step: 1 | -1, how: 'field' | 'row') => {
    const next = findNeighbor(lines, (line) => line.id === from, step);
    if (!next || next.id === from) return;
    look(next.id);
    if (how === 'field') focusLine(next.id, step === 1 ? 'start' : 'end');
    else focusRow(next.id);
  };
  const focusRow = (line: string) => document.getElementById(lineId(line))?.focus();
  /**
   * The focus stays in its mode: the neighbor's text field while writing, else its row, where keys
   * are commands.
   */
  const remove = (lineToGo: string, how: 'field' | 'row' = 'field') => {
    const at = lines.findIndex((line) => line.id === lineToGo);
    const neighbour = lines[at - 1] ?? lines[at + 1];
    room.remove(lineToGo);
    if (!neighbour) return;
    look(neighbour.id);
    if (how === 'field') focusLine(neighbour.id, 'end');
    else focusRow(neighbour.id);
  };
  const lineVerbs: LineVerbs = {
    type: room.type,
    look,
    split: (from, at) => {
      const second = room.split(from, at);
      if (!second) return;
      look(second);
      focusLine(second, 'start');
    },
    remove,
    setPart: (line, part) => (room.setPart(line, part), focusLine(line)),
    move: (line, step) => (room.move(line, step), focusLine(line)),
    dropOn: (dragged, line) =>
      dragged !== '' &&
      dragged !== line.id &&
      room.moveBehind(dragged, { part: line.part, after: line.id }),
    go: (from, step) => go(from, step, 'field'),
    showSuggestions: (line) => (put({ at: line }), show('suggestions')),
    leave: () => current && document.getElementById(lineId(current.id))?.focus(),
  };
  const group = 'Sentences';
  const isStill = !canChange || !current;
  useCursorKeys({ group, row: 'sentence', move: (by) => go(current?.id, by, 'row') });
  useActions(group, [
    {
      label: 'Edit this sentence',
      keys: 'i',
      isDisabled: isStill,
      run: () => current && focusLine(current.id, 'end'),
    },
    {
      label: 'Add a sentence to this part',
      keys: 'n',
      isDisabled: !canChange,
      run: () => begin(current?.part ?? 'situation'),
    },
    ...storyParts.map((part, index) => ({
      label: `Move to ${partWords[part].label.toLowerCase()} (Alt and the digit while writing)`,
      keys: String(index + 1),
      isDisabled: isStill,
      run: () => current && room.setPart(current.id, part),
    })),
    {
      label: 'Move this sentence up (also while writing)',
      keys: 'alt+arrowup',
      isDisabled: isStill,
      run: () => current && room.move(current.id, -1),
    },
    {
      label: 'Move this sentence down (also while writing)',
      keys: 'alt+arrowdown',
      isDisabled: isStill,
      run: () => current && room.move(current.id, 1),
    },
    {
      label: 'Remove this sentence',
      keys: 'delete',
      isDisabled: isStill,
      run: () => current && remove(current.id, 'row'),
    },
    {
      label: 'Mark as from memory, or clear the mark',
      keys: 'r',
      isDisabled: isStill,
      run: () => current?.claim && room.recall(current.id, !current.claim.isRecollection),
    },
  ]);
  useActions('Side panel', [
    { label: 'Evidence for this sentence', keys: 'g e', run: () => show('evidence') },
    { label: 'Suggested evidence', keys: 'g v', run: () => show('suggested-evidence') },
    { label: 'Suggestions', keys: 'g u', run: () => show('suggestions') },
    { label: 'Follow-up questions', keys: 'g q', run: () => show('follow-up-questions') },
  ]);
  const held = useLineFocus();
  const side = search.side ?? (isWide ? 'evidence' : undefined);
  return (
    <div className="flex flex-1 items-stretch">
      <div {...held} className="min-w-0 flex-1 px-2 py-4 sm:px-6">
        <div className="mb-2 flex flex-wrap items-center gap-2 px-2">
          <SavingNote saving={room.saving} problem={room.problem} />
          {!isWide && (
            <SideTabs side={side} counts={{ suggestions: checks.asked.length }} onChoose={show} />
          )}
        </div>
        <UnsavedSentences writes={verbs.writes} room={room} claims={story.claims} />
        {storyParts.map((part) => {
          const inPart = lines.filter((line) => line.part === part);
          return (
            <section key={part} aria-labelledby={`part-${part}`} className="mb-4 max-w-208">
              <header className="flex items-center gap-2 px-2">
                <h2 id={`part-${part}`} className="text-sm font-semibold">
                  {partWords[part].label}
                </h2>
                <span className="h-px flex-1 bg-line" />
                {canChange && (
                  <Button
                    look="quiet"
                    small
                    icon={<Plus size={13} />}
                    aria-label={`Add a sentence: ${part}`}
                    onClick={() => begin(part)}
                  >
                    Sentence
                  </Button>
                )}
              </header>
              {inPart.length === 0 && (
                <p className="px-6 py-1 text-sm text-ink-soft">{partWords[part].hint}.</p>
              )}
              <ol className="flex flex-col">
                {inPart.map((line, index) => (
                  <ClaimLine
                    key={line.id}
                    line={line}
                    place={index + 1}
                    isCurrent={line.id === current?.id}
                    questions={checks.asked.filter((one) => one.lineId === line.id).length}
                    canChange={canChange}
                    verbs={lineVerbs}
                  />
                ))}
              </ol>
            </section>
          );
        })}
      </div>
      {side !== undefined && (
        <SidePanel
          side={side}
          story={story}
          line={current ?? null}
          room={room}
          checks={checks}
          suggestedEvidence={suggestedEvidence}
          isWide={isWide}
          verbs={{
            show,
            begin,
            add: verbs.add,
            goTo: (line) => (
              put(isWide ? { at: line } : { at: line, side: undefined }),
              focusLine(line, 'end')
            ),
          }}
          onClose={() => put({ side: undefined })}
        />
      )}
    </div>
  );
}

const savingWords: Record<Saving, string> = {
  saved: 'Saved',
  saving: 'Saving…',
  kept: 'Kept on this device',
};

function SavingNote({ saving, problem }: { saving: Saving; problem: string | null }) {
  return (
    <p role="status" className="min-w-0 flex-1 text-xs text-ink-soft">
      {problem === null ? savingWords[saving] : `Not saved yet, kept on this device: ${problem}`}
    </p>
  );
}
