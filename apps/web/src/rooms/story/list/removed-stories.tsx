import type { StorySummary } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api.ts';
import { queryClient } from '../../../data/queries.ts';
import { storyQueries } from '../../../data/queries/story.ts';
import { Button } from '../../../ui/button.tsx';
import { ShowMore } from '../../../ui/show-more.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Time } from '../../../ui/time.tsx';
import { showToast, showProblem } from '../../../ui/toast.tsx';
import { EraseDialog } from '../erase-dialog.tsx';
import { gradesText } from '../words.ts';
import { useSend } from '../../../ui/use-send.ts';
import { QueryState } from '../../../ui/query-state.tsx';

export function RemovedStories() {
  const list = useInfiniteQuery(storyQueries.removedStories());
  const [erasing, setErasing] = useState<StorySummary | null>(null);
  const removed = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <QueryState of={list} lines={3} />
      {list.data !== undefined && removed.length === 0 && (
        <EmptyState title="No removed stories">
          Stories that you remove stay here until you restore or erase them. Only you can see them.
        </EmptyState>
      )}
      {removed.length > 0 && (
        <ul aria-label="Removed stories" className="border-t border-line">
          {removed.map((story) => (
            <RemovedRow key={story.id} story={story} onErase={() => setErasing(story)} />
          ))}
        </ul>
      )}
      <ShowMore list={list} />
      {erasing && <EraseDialog story={erasing} onClose={() => setErasing(null)} />}
    </>
  );
}

function RemovedRow({ story, onErase }: { story: StorySummary; onErase: () => void }) {
  const { send, isBusy } = useSend(showProblem);
  const { removal } = story;
  if (removal === null) return null;
  const restore = () =>
    send(async () => {
      await api.story.undo({ id: story.id, revisionId: removal.revisionId });
      showToast({ title: `Restored “${story.title}”` });
      await queryClient.invalidateQueries({ queryKey: ['stories'] });
    });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-2 py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-serif text-lg wrap-anywhere">{story.title}</p>
        <p className="flex flex-wrap gap-x-3 text-sm text-ink-soft">
          <span>
            removed <Time at={removal.at} show="day" />
          </span>
          <span>{gradesText(story.grades)}</span>
          {story.words > 0 && <span className="tabular">{countText(story.words, 'word')}</span>}
        </p>
      </div>
      <div className="flex gap-2">
        <Button isBusy={isBusy} onClick={restore}>
          Restore<span className="sr-only"> “{story.title}”</span>
        </Button>
        <Button look="danger" onClick={onErase}>
          Erase…<span className="sr-only"> “{story.title}”</span>
        </Button>
      </div>
    </li>
  );
}
