import type { Tag } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { useQuery } from '@tanstack/react-query';
import { Ellipsis, Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries, queryClient } from '../../data/queries.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Checkbox } from '../../ui/field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { reportFailure, showToast } from '../../ui/toast.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { TagForm } from './tag-form.tsx';

type Editing = { type: 'add' } | { type: 'edit' | 'merge'; tag: Tag };

const readAgain = () => queryClient.invalidateQueries({ queryKey: ['tags'] });

/** The tags that all incidents share. */
export function Codebook() {
  const { data, error } = useQuery(queries.codebook());
  const [editing, setEditing] = useState<Editing | null>(null);
  const [isAllShown, setAllShown] = useState(false);
  const canChange = data?.can.change === true;
  const tags = data?.items ?? [];
  const shown = tags.filter((tag) => isAllShown || isInUse(tag));
  const close = () => setEditing(null);
  return (
    <>
      <QueryState of={{ data, error }} lines={3} />
      {data && (
        <p className="text-pretty text-ink-soft">
          Tags mark evidence, events and findings in all incidents. Everyone who is signed in can
          see their names and definitions.
        </p>
      )}
      {shown.length > 0 && (
        <ul className="mt-3 border-t border-line" aria-label="Tags">
          {shown.map((tag) => (
            <TagRow
              key={tag.id}
              tag={tag}
              replacement={tags.find((one) => one.id === tag.mergedInto)}
              canChange={canChange}
              onEdit={setEditing}
            />
          ))}
        </ul>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-4">
        {canChange && (
          <Button icon={<Plus size={15} />} onClick={() => setEditing({ type: 'add' })}>
            Add tag
          </Button>
        )}
        {tags.some((tag) => !isInUse(tag)) && (
          <Checkbox
            label="Show archived and merged tags"
            checked={isAllShown}
            onChange={() => setAllShown(!isAllShown)}
          />
        )}
      </div>
      {editing?.type === 'add' && <TagForm tag={null} onClose={close} />}
      {editing?.type === 'edit' && <TagForm tag={editing.tag} onClose={close} />}
      {editing?.type === 'merge' && <MergeDialog tag={editing.tag} tags={tags} onClose={close} />}
    </>
  );
}

const isInUse = (tag: Tag) => tag.mergedInto === null && tag.archivedAt === null;

interface TagRowProps {
  tag: Tag;
  replacement: Tag | undefined;
  canChange: boolean;
  onEdit: (editing: Editing) => void;
}

function TagRow({ tag, replacement, canChange, onEdit }: TagRowProps) {
  const { id, version, name } = tag;
  const setArchived = (isArchived: boolean) =>
    reportFailure(
      api.tag.change({ id, version, isArchived }).then((saved) => {
        void readAgain();
        showToast({
          title: `${isArchived ? 'Archived' : 'Unarchived'} “${name}”`,
          undo: () =>
            api.tag.change({ id, version: saved.version, isArchived: !isArchived }).then(readAgain),
        });
      }),
    );
  const separate = () =>
    reportFailure(
      api.tag.separate({ id, version }).then(() => {
        void readAgain();
        showToast({ title: `“${name}” is a tag of its own again` });
      }),
    );
  return (
    <li className="flex items-start gap-3 border-b border-line py-2">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium wrap-anywhere">{name}</span>
          {replacement && <Chip>merged into {replacement.name}</Chip>}
          {tag.archivedAt !== null && <Chip>archived</Chip>}
          {tag.items > 0 && (
            <span className="tabular text-sm text-ink-soft">
              {countText(tag.items, 'item')} in {countText(tag.incidents, 'incident')}
            </span>
          )}
        </p>
        <Definition tag={tag} />
      </div>
      {canChange && (
        <Menu
          trigger={
            <IconButton small label={`Actions for “${name}”`} icon={<Ellipsis size={15} />} />
          }
          groups={[
            [
              { label: 'Edit…', run: () => onEdit({ type: 'edit', tag }) },
              replacement
                ? { label: `Separate from “${replacement.name}”`, run: separate }
                : { label: 'Merge into…', run: () => onEdit({ type: 'merge', tag }) },
            ],
            [
              tag.archivedAt === null
                ? { label: 'Archive', run: () => setArchived(true) }
                : { label: 'Unarchive', run: () => setArchived(false) },
            ],
          ]}
        />
      )}
    </li>
  );
}

function Definition({ tag: { definition, useWhen, avoidWhen } }: { tag: Tag }) {
  const lines = [definition, useWhen && `Use: ${useWhen}`, avoidWhen && `Don't use: ${avoidWhen}`];
  return lines
    .filter((line) => line !== '')
    .map((line) => (
      <p key={line} className="text-sm text-pretty wrap-anywhere text-ink-soft">
        {line}
      </p>
    ));
}
