import type { Comment } from '@debrief/contract';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect } from 'react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ReadProblem } from '../../ui/problem.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useActions } from '../../ui/keys.ts';
import { PlaceLink } from '../../ui/place-link.tsx';
import { targetPath } from './target-path.ts';
import { UnsavedComments } from './comment-panel.tsx';
import { ThreadList } from './thread-list.tsx';
import { targetKey, type Thread } from './threads.ts';
import { useComments } from './use-comments.ts';

const route = getRouteApi('/inside/incidents/$ref/comments');

/** All threads of an incident, grouped by target. */
export function CommentsTab() {
  const { ref } = route.useParams();
  const { comment: current } = route.useSearch();
  const { threads, verbs, error, canAdd } = useComments(ref);
  const isRead = threads !== undefined;
  useEffect(() => {
    if (isRead && current !== undefined)
      document.getElementById(`comment-${current}`)?.scrollIntoView({ block: 'center' });
  }, [isRead, current]);
  useActions('Comments', [{ label: 'Undo', keys: 'u', run: verbs.undoLast }]);
  const byTarget = Map.groupBy(threads ?? [], ({ root }) => targetKey(root.target));
  const isOpen = ({ root }: Thread) => root.resolvedAt === null;
  const groups = [...byTarget.entries()].toSorted(
    ([, one], [, other]) => Number(other.some(isOpen)) - Number(one.some(isOpen)),
  );
  return (
    <div className="max-w-180 px-4 py-4 sm:px-6">
      <h2 className="mb-3 text-sm font-semibold">Comments</h2>
      <ReadProblem error={error} />
      <UnsavedComments writes={verbs.writes} />
      {!isRead && !error && <Skeleton lines={6} />}
      {threads?.length === 0 && (
        <EmptyState title="No comments yet">
          Discuss an event, a finding, a follow-up, a message or a sentence of the report: select it
          and press b, or use its comment button.
        </EmptyState>
      )}
      {groups.map(([key, group]) => {
        const [first] = group;
        if (!first) return null;
        return (
          <section key={key} aria-label={nameTarget(first.root)} className="mb-6">
            <h3 className="mb-2 text-sm wrap-anywhere">
              <TargetLink incident={ref} comment={first.root} />
            </h3>
            <ThreadList
              incident={ref}
              threads={group}
              verbs={verbs}
              canAdd={canAdd}
              current={current}
            />
          </section>
        );
      })}
    </div>
  );
}

const kindNames: Record<Comment['target']['kind'], string> = {
  event: 'Event',
  finding: 'Finding',
  'follow-up': 'Follow-up',
  evidence: 'Evidence',
  section: 'Report draft',
};

function nameTarget({ target, targetTitle }: Comment): string {
  const kind = kindNames[target.kind];
  if (target.kind === 'section') return kind;
  return targetTitle === null ? `${kind} (removed)` : `${kind}: ${targetTitle}`;
}

function TargetLink({ incident, comment }: { incident: string; comment: Comment }) {
  const name = nameTarget(comment);
  if (comment.targetTitle === null && comment.target.kind !== 'section')
    return <span className="text-ink-soft">{name}</span>;
  return <PlaceLink href={targetPath(incident, comment.target)}>{name}</PlaceLink>;
}
