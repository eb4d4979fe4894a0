import {
  notificationKindNames,
  notificationKinds,
  type ChangeNotificationSettings,
  type EmailRhythm,
  type NotificationSettings,
  type NotificationWay,
} from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import { queryClient } from '../../data/queries.ts';
import { read } from '../../data/read.ts';
import { Select } from '../../ui/field.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { showProblem } from '../../ui/toast.tsx';
import { EmailState } from './email-state.tsx';
import { FeedAddress } from './feed-address.tsx';

const settingsQuery = () =>
  read(['home', 'notification-settings'], (options) =>
    api.notification.settings(undefined, options),
  );

const rhythms: readonly { value: EmailRhythm; label: string }[] = [
  { value: 'off', label: 'Off' },
  { value: 'soon', label: 'Within ten minutes' },
  { value: 'daily', label: 'Daily' },
  { value: 'weekly', label: 'Weekly, on Mondays' },
];

const ways = (chat: string): readonly { value: NotificationWay; label: string }[] => [
  { value: 'email', label: 'Email' },
  { value: 'chat', label: `Message in ${chat}` },
];

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}));

/** Emails and the feed of the account; saved with each change. */
export function NotificationSettingsForm({ canManage }: { canManage: boolean }) {
  const { data, error } = useQuery(settingsQuery());
  return (
    <>
      <QueryState of={{ data, error }} lines={3} />
      {data && (
        <div className="flex flex-col gap-5">
          <Emails settings={data} />
          <FeedAddress
            hasFeed={data.hasFeed}
            onChange={() =>
              void queryClient.invalidateQueries({ queryKey: settingsQuery().queryKey })
            }
          />
          {canManage && <EmailState canSend={data.canSend || data.chat !== null} />}
        </div>
      )}
    </>
  );
}

function Emails({ settings }: { settings: NotificationSettings }) {
  const save = useMutation({
    mutationFn: (changes: ChangeNotificationSettings) => api.notification.changeSettings(changes),
    onError: showProblem,
    onSuccess: (saved) => queryClient.setQueryData(settingsQuery().queryKey, saved),
  });
  const { email, sentBy, hour, muted, address, zone, canSend, chat } = settings;
  const isChat = sentBy === 'chat';
  const name = isChat ? 'Messages' : 'Emails';
  const isDigest = email === 'daily' || email === 'weekly';
  return (
    <div>
      <p className="mb-2 text-sm text-ink-soft">
        {(isChat ? chat !== null : canSend)
          ? `${name} go to ${address}. They contain no words of private incidents.`
          : `This server sends no ${isChat ? 'messages' : 'email'}. An admin can set ${isChat ? 'DEBRIEF_CHAT_URL' : 'DEBRIEF_SMTP_URL'}.`}
      </p>
      <div className="flex flex-wrap gap-3">
        <Select
          label={name}
          className="w-52"
          value={email}
          choices={rhythms}
          onChoose={(value) => save.mutate({ email: value })}
        />
        {(chat !== null || isChat) && (
          <Select
            label="Sent as"
            className="w-52"
            value={sentBy}
            choices={ways(chat ?? 'chat')}
            onChoose={(value) => save.mutate({ sentBy: value })}
          />
        )}
        {isDigest && (
          <Select
            label={`Hour (${zone})`}
            className="w-44"
            value={String(hour)}
            choices={hours}
            onChoose={(value) => save.mutate({ hour: Number(value) })}
          />
        )}
      </div>
      {email !== 'off' && (
        <fieldset className="mt-3">
          <legend className="text-sm font-medium">Included in {name.toLowerCase()}</legend>
          <div className="grid gap-x-6 sm:grid-cols-2">
            {notificationKindNames.map((kind) => (
              <label key={kind} className="flex min-h-8 cursor-pointer items-center gap-2 text-sm">
                <input
                  type="checkbox"
                  className="size-4 accent-accent"
                  checked={!muted.includes(kind)}
                  onChange={(change) =>
                    save.mutate({
                      muted: change.target.checked
                        ? muted.filter((one) => one !== kind)
                        : [...muted, kind],
                    })
                  }
                />
                {notificationKinds[kind].says}
              </label>
            ))}
          </div>
        </fieldset>
      )}
    </div>
  );
}
