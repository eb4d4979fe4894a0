import { type StoryForm, storyForms } from '@debrief/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Column, PageHead } from '../../../frame/page-head.tsx';
import { storyQueries } from '../../../data/queries/story.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { useActions } from '../../../ui/keys.ts';
import { ReadProblem } from '../../../ui/problem.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { defaultForm, formWords } from '../form-words.ts';
import { StoryTabs } from '../story-tabs.tsx';
import { FormChoice } from './form-choice.tsx';
import { InternalStory } from './internal-story.tsx';
import { ShareablePreview } from './shareable-story.tsx';

const route = getRouteApi('/inside/stories/$id/preview');

export function Preview() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/stories/$id/preview' });
  const story = useQuery(storyQueries.story(id));
  const form = search.form ?? defaultForm;
  const isShareable = search.for === 'shareable';
  const choose = (next: StoryForm) =>
    void navigate({ search: (before) => ({ ...before, form: next }), replace: true });
  const turn = (by: number) => {
    const all = storyForms;
    choose(all[(all.indexOf(form) + by + all.length) % all.length] ?? form);
  };
  const setShareable = (shareable: boolean) =>
    void navigate({ search: shareable ? { form, for: 'shareable' } : { form }, replace: true });
  const group = 'Preview';
  useActions(group, [
    { label: 'Next format', keys: ']', isKeyOnly: true, run: () => turn(1) },
    { label: 'Previous format', keys: '[', isKeyOnly: true, run: () => turn(-1) },
    { label: '90-second format', keys: '9', run: () => choose('spoken-90') },
    {
      label: 'Shareable: decide on each name, host and customer',
      keys: '2',
      run: () => setShareable(true),
    },
    { label: 'Internal, with evidence', keys: '1', run: () => setShareable(false) },
    {
      label: 'Rehearse this story in this format',
      keys: 'shift+r',
      run: () => void navigate({ to: '/stories/rehearse', search: { story: id, form } }),
    },
  ]);
  return (
    <>
      {/* Prints only the shareable text: the title here contains the names. */}
      <div className={isShareable ? 'no-print' : undefined}>
        <PageHead
          title={story.data?.title ?? 'Preview'}
          before={
            <Link
              to="/stories"
              className="touch text-xs text-ink-soft no-underline hover:underline"
            >
              My stories
            </Link>
          }
          lead={story.data?.draftReason ?? 'Every format uses only your own sentences.'}
          actions={
            <Link
              to="/stories/rehearse"
              search={{ story: id, form }}
              className={cx(buttonClass(), 'no-underline')}
            >
              Rehearse
            </Link>
          }
        >
          <StoryTabs id={id} />
        </PageHead>
      </div>
      <Column isWide>
        <ReadProblem error={story.error} />
        <FormChoice form={form} onChoose={choose} />
        <div
          role="group"
          aria-label="Audience"
          className="no-print mt-3 flex flex-wrap items-center gap-2"
        >
          <Button
            small
            look={isShareable ? 'quiet' : 'plain'}
            aria-pressed={!isShareable}
            keys="1"
            onClick={() => setShareable(false)}
          >
            Internal
          </Button>
          <Button
            small
            look={isShareable ? 'plain' : 'quiet'}
            aria-pressed={isShareable}
            keys="2"
            onClick={() => setShareable(true)}
          >
            Shareable
          </Button>
          <span className="text-xs text-ink-soft">{formWords[form].hint}</span>
        </div>
        {story.data ? (
          isShareable ? (
            <ShareablePreview id={id} form={form} />
          ) : (
            <InternalStory story={story.data} form={form} />
          )
        ) : (
          <Skeleton />
        )}
      </Column>
    </>
  );
}
