import { toChannelNames, type ChatChannels, type ListChatChannels } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, Field } from '../../ui/field.tsx';
import { ReadProblem } from '../../ui/problem.tsx';
import { ScopeList } from './scope-checklist.tsx';

type Channel = ChatChannels['items'][number];

interface ChannelPickerProps {
  request: ListChatChannels;
  /** Whether there are tokens to ask with. */
  canAsk: boolean;
  /** Names or IDs, as they are typed. */
  value: string;
  onChange: (value: string) => void;
}

const mostShown = 50;
const fewChannels = 8;

const isSame = (typed: string, { id, name }: Channel): boolean =>
  typed === id || typed.toLowerCase() === name.toLowerCase();

/** The channels of the chat tool, to select from instead of typing their names. */
export function ChannelPicker({ request, canAsk, value, onChange }: ChannelPickerProps) {
  const [filter, setFilter] = useState('');
  const list = useMutation({ mutationFn: () => api.connection.channels(request) });
  const typed = toChannelNames(value);
  const all = list.data?.items ?? [];
  const found = all.filter(({ name }) => name.toLowerCase().includes(filter.trim().toLowerCase()));
  // A name with a space would be two names.
  const toEntry = ({ id, name }: Channel) => (/^[^\s,;]+$/.test(name) ? name : id);
  const toggle = (channel: Channel) => {
    const rest = typed.filter((one) => !isSame(one, channel));
    const isOn = rest.length < typed.length;
    onChange([...rest, ...(isOn ? [] : [toEntry(channel)])].join(', '));
  };
  return (
    <div className="-mt-2 flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          small
          isBusy={list.isPending}
          disabled={!canAsk}
          onClick={() => list.mutate()}
          aria-describedby={canAsk ? undefined : 'channels-need-token'}
        >
          {list.data ? 'Refresh channels' : 'Show channels'}
        </Button>
        {!canAsk && (
          <span id="channels-need-token" className="text-xs text-ink-soft">
            Enter the tokens to select channels from a list.
          </span>
        )}
      </div>
      <ReadProblem error={list.error} />
      {list.data && (
        <fieldset className="rounded-md border border-line p-3">
          <legend className="px-1 text-sm font-medium">Channels of {list.data.workspace}</legend>
          {all.length > fewChannels && (
            <Field
              label="Filter channels"
              hideLabel
              type="search"
              placeholder="Filter channels"
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
            />
          )}
          <ul className="mt-1 max-h-56 overflow-y-auto">
            {found.slice(0, mostShown).map((channel) => (
              <li key={channel.id}>
                <Checkbox
                  checked={typed.some((one) => isSame(one, channel))}
                  onChange={() => toggle(channel)}
                  label={
                    <span className="min-w-0 wrap-anywhere">
                      {channel.name}
                      <span className="text-ink-soft">
                        {channel.isPrivate && ' · private'}
                        {!channel.isMember && ' · type /invite @Debrief there first'}
                      </span>
                    </span>
                  }
                />
              </li>
            ))}
          </ul>
          {found.length === 0 && <p className="text-sm text-ink-soft">No channel matches.</p>}
          {found.length > mostShown && (
            <p className="mt-1 text-xs text-ink-soft">
              {found.length - mostShown} more. Filter by name.
            </p>
          )}
          {list.data.scopes && (
            <div className="mt-2 empty:hidden">
              <ScopeList scopes={list.data.scopes} onlyMissing />
            </div>
          )}
        </fieldset>
      )}
    </div>
  );
}
