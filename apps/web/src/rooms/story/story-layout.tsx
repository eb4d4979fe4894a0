import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet, useNavigate } from '@tanstack/react-router';
import { ClipboardPaste, Ellipsis, Eraser, Pencil, Trash2, Undo2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { PageHead } from '../../frame/page-head.tsx';
import { storyQueries } from '../../data/queries/story.ts';
import { IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { useActions } from '../../ui/keys.ts';
import { Menu } from '../../ui/menu.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { StoryDetails } from './story-details.tsx';
import { StoryTabs } from './story-tabs.tsx';
import { createVerbs } from './use-story.ts';
import { PastedText } from './pasted-text.tsx';
import { gradesText, outcomeWords } from './words.ts';
import { reportFailure } from '../../ui/toast.tsx';

const route = getRouteApi('/inside/stories/$id');

export function StoryLayout() {
  const { id } = route.useParams();
  const { data: story } = useSuspenseQuery(storyQueries.story(id));
  const navigate = useNavigate();
  const verbs = useMemo(() => createVerbs(id), [id]);
  const [open, setOpen] = useState<'details' | 'paste' | 'erase' | null>(null);
  const edit = () => setOpen('details');
  const { change: mayChange } = story.can;
  const remove = async () => {
    await verbs.removeStory(story);
    await navigate({ to: '/stories' });
  };
  const group = 'This story';
  useActions(group, [
    { label: 'Back to my stories', keys: 'g b', run: () => void navigate({ to: '/stories' }) },
    {
      label: 'Edit title, incident, date, outcome, competencies',
      keys: 'shift+e',
      isDisabled: !mayChange,
      run: edit,
    },
    { label: 'Show pasted text', isDisabled: story.paste === null, run: () => setOpen('paste') },
    {
      label: 'Undo the last change',
      keys: 'u',
      isDisabled: !mayChange,
      run: () => reportFailure(verbs.undoLast()),
    },
    {
      label: 'Erase this story permanently…',
      also: 'delete forever',
      isDisabled: !mayChange,
      run: () => setOpen('erase'),
    },
    { label: 'Remove story', isDisabled: !mayChange, run: () => reportFailure(remove()) },
  ]);
  return (
    <>
      <PageHead
        title={story.title}
        before={
          <Link to="/stories" className="touch text-xs text-ink-soft no-underline hover:underline">
            My stories
          </Link>
        }
        lead={
          <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            {story.incident && (
              <Link
                to="/incidents/$ref"
                params={{ ref: story.incident.ref }}
                className="touch text-ink-soft underline underline-offset-2"
              >
                {story.incident.ref}
              </Link>
            )}
            {story.isIncidentHidden && (
              <span>You no longer have access to its incident. Your sentences are kept.</span>
            )}
            {!story.isMine && <Chip>{story.ownerName}'s story</Chip>}
            {story.outcome && <span>{outcomeWords[story.outcome]}</span>}
            <span>{gradesText(story.grades)}</span>
            {story.isDraft && (
              <span>
                <Chip tone="warn">draft</Chip> {story.draftReason}
              </span>
            )}
          </span>
        }
        actions={
          mayChange && (
            <Menu
              trigger={
                <IconButton look="plain" label="Story actions" icon={<Ellipsis size={16} />} />
              }
              groups={[
                [
                  {
                    label: 'Title, incident, competencies…',
                    icon: <Pencil size={15} />,
                    keys: '⇧ e',
                    run: edit,
                  },
                  {
                    label: 'Undo the last change',
                    icon: <Undo2 size={15} />,
                    keys: 'u',
                    run: () => reportFailure(verbs.undoLast()),
                  },
                  story.paste !== null && {
                    label: 'Pasted text',
                    icon: <ClipboardPaste size={15} />,
                    run: () => setOpen('paste'),
                  },
                ],
                [
                  {
                    label: 'Remove story',
                    icon: <Trash2 size={15} />,
                    run: () => reportFailure(remove()),
                  },
                  {
                    label: 'Erase permanently…',
                    icon: <Eraser size={15} />,
                    isDanger: true,
                    run: () => setOpen('erase'),
                  },
                ],
              ]}
            />
          )
        }
      >
        <StoryTabs id={id} />
      </PageHead>
      <Outlet />
      {open === 'details' && (
        <StoryDetails story={story} verbs={verbs} onClose={() => setOpen(null)} />
      )}
      {open === 'erase' && (
        <EraseDialog
          story={story}
          onClose={() => setOpen(null)}
          onErased={() => void navigate({ to: '/stories' })}
        />
      )}
      {open === 'paste' && story.paste && (
        <PastedText id={story.paste.id} onClose={() => setOpen(null)} />
      )}
    </>
  );
}
