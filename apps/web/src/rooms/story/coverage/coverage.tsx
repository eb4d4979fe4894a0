import type { CompetencyFramework } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Column, PageHead } from '../../../frame/page-head.tsx';
import { storyQueries } from '../../../data/queries/story.ts';
import { StoriesTabs } from '../stories-tabs.tsx';
import { Button, buttonClass, IconButton } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Select } from '../../../ui/field.tsx';
import { useActions } from '../../../ui/keys.ts';
import { ReadProblem } from '../../../ui/problem.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Gaps } from './gaps.tsx';
import { Matrix } from './matrix.tsx';
import { FrameworkDialog } from './framework-dialog.tsx';
import { removeFramework } from './remove-framework.ts';
import { reportFailure } from '../../../ui/toast.tsx';

const route = getRouteApi('/inside/stories/coverage');

export function Coverage() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/stories/coverage' });
  const frameworks = useQuery(storyQueries.storyFrameworks());
  const all = frameworks.data?.items ?? [];
  const framework = all.find((one) => one.id === search.framework) ?? all[0];
  const coverage = useQuery({
    ...storyQueries.storyCoverage(framework?.id ?? ''),
    enabled: framework !== undefined,
  });
  const [isAdding, setAdding] = useState(false);
  const choose = (id: string) => void navigate({ search: { framework: id }, replace: true });
  const remove = async (removed: CompetencyFramework) => {
    await removeFramework(removed, choose);
    if (removed.id === search.framework) void navigate({ search: {}, replace: true });
  };
  const next =
    all[(all.findIndex((one) => one.id === framework?.id) + 1) % Math.max(1, all.length)];
  useActions('Coverage', [
    {
      label: 'Next competency framework',
      keys: ']',
      isDisabled: !next,
      run: () => next && choose(next.id),
    },
    { label: 'Add my own framework (YAML)', keys: 'shift+a', run: () => setAdding(true) },
  ]);
  return (
    <>
      <PageHead
        title="Coverage"
        lead="Which competencies your stories show, and with what evidence. Two or three stories for each are plenty."
        actions={
          <Button keys="shift+a" onClick={() => setAdding(true)}>
            Add framework
          </Button>
        }
      >
        <StoriesTabs />
      </PageHead>
      <Column isWide>
        <ReadProblem error={frameworks.error ?? coverage.error} />
        {framework && (
          <div className="mb-5 flex items-end gap-2">
            <Select
              label="Competencies"
              className="w-full max-w-80"
              value={framework.id}
              choices={all.map((one) => ({
                value: one.id,
                label: one.isMine ? `${one.name} (mine)` : one.name,
              }))}
              onChoose={choose}
            />
            {framework.isMine && (
              <IconButton
                label={`Remove the framework ${framework.name}`}
                icon={<Trash2 size={15} />}
                onClick={() => reportFailure(remove(framework))}
              />
            )}
          </div>
        )}
        {coverage.data ? (
          <div className="space-y-8">
            {coverage.data.stories.length === 0 ? (
              <EmptyState
                title="No stories yet"
                action={
                  <Link
                    to="/stories"
                    search={{ begin: 'incident' }}
                    className={buttonClass('primary')}
                  >
                    New story
                  </Link>
                }
              >
                See which competencies your stories cover. Start with an incident that you took part
                in.
              </EmptyState>
            ) : (
              <>
                {coverage.data.notes.map((note) => (
                  <p
                    key={note}
                    className="max-w-[65ch] rounded-md border border-line bg-wash px-3 py-2 text-sm"
                  >
                    {note}
                  </p>
                ))}
                {coverage.data.suggested.length > 0 && (
                  <p className="max-w-[65ch] text-sm text-ink-soft">
                    Dotted words suggest a competency you haven't tagged. Click to tag it.
                  </p>
                )}
                <Matrix coverage={coverage.data} />
              </>
            )}
            <Gaps gaps={coverage.data.gaps} />
          </div>
        ) : (
          !coverage.error && !frameworks.error && <Skeleton />
        )}
      </Column>
      {isAdding && (
        <FrameworkDialog
          onClose={() => setAdding(false)}
          onAdded={(id) => {
            setAdding(false);
            choose(id);
          }}
        />
      )}
    </>
  );
}
