import type { Codebook, ItemTag } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { Check, Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Buttons, Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useSend } from '../../ui/use-send.ts';
import { StartDialog } from '../coding/start-dialog.tsx';
import { useItemTags, type TagTarget } from './tag-context.ts';
import { listTagOptions, type TagOption } from './tag-options.ts';

interface TagDialogProps {
  incident: string;
  targets: readonly TagTarget[];
  codebook: Codebook;
  onClose: () => void;
}

const readAgain = () => queryClient.invalidateQueries({ queryKey: ['tags'] });

/** Adds and removes tags of items; each choice is saved at once. */
export function TagDialog({ incident, targets, codebook, onClose }: TagDialogProps) {
  const { used } = useItemTags();
  const [text, setText] = useState('');
  const [isStarting, setStarting] = useState(false);
  const { send, error, isBusy } = useSend();
  const options = listTagOptions(codebook, used, targets, text);
  const change = async (add: ItemTag[], remove: ItemTag[]) => {
    const done = await api.tag.changeItems({ incident, add, remove });
    await readAgain();
    return done;
  };
  const toggle = async ({ id, name, share }: TagOption) => {
    const tagId = id === 'new' ? (await api.tag.add({ name })).id : id;
    const pairs = targets.map((target) => ({ ...target, tagId }));
    const done = await change(share === 'all' ? [] : pairs, share === 'all' ? pairs : []);
    setText('');
    const count = new Set([...done.added, ...done.removed].map((one) => one.id)).size;
    showToast({
      title:
        share === 'all'
          ? `Removed “${name}” from ${countText(count, 'item')}`
          : `Tagged ${countText(count, 'item')} with “${name}”`,
      undo: () => change(done.removed, done.added),
    });
  };
  if (isStarting) return <StartDialog incident={incident} items={targets} onClose={onClose} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={targets.length === 1 ? 'Tags' : `Tags of ${countText(targets.length, 'item')}`}
      lead="All incidents share the codebook."
    >
      <ProblemNote error={error} />
      <Combobox<TagOption>
        label="Find or add a tag"
        hasHiddenLabel
        listLabel="Tags"
        text={text}
        onTextChange={setText}
        items={options}
        isSettled={!isBusy}
        onSelect={(option) => send(() => toggle(option))}
        onEscape={onClose}
        input={{ placeholder: 'Find or add a tag', maxLength: 80, autoFocus: true }}
        listClass="mt-2 max-h-72 overflow-y-auto"
        optionClass="rounded-sm px-2 py-1.5 text-sm"
        note={
          options.length === 0 && (
            <p className="mt-2 text-sm text-ink-soft">
              {text === '' ? 'No tags yet. Type the name of a new one.' : 'Nothing matches.'}
            </p>
          )
        }
      >
        {(option) => <OptionLine option={option} />}
      </Combobox>
      <Buttons>
        <Button onClick={onClose}>Done</Button>
        <Button look="quiet" onClick={() => setStarting(true)}>
          Second coder…
        </Button>
      </Buttons>
    </Dialog>
  );
}

const shareWords = { all: 'on all', some: 'on some', none: '' };

function OptionLine({ option: { id, name, definition, share } }: { option: TagOption }) {
  return (
    <span className="flex items-baseline gap-2">
      <span className="flex w-4 shrink-0 justify-center self-center text-accent" aria-hidden="true">
        {id === 'new' ? (
          <Plus size={14} />
        ) : share === 'all' ? (
          <Check size={14} />
        ) : (
          share === 'some' && <Minus size={14} />
        )}
      </span>
      <span className="shrink-0 font-medium">{id === 'new' ? `Add “${name}”` : name}</span>
      <span className="sr-only">{shareWords[share]}</span>
      <span className="min-w-0 truncate text-xs text-ink-soft">{definition}</span>
    </span>
  );
}
