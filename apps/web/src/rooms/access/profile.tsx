import type { SessionView } from '@debrief/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api.ts';
import { clearSession } from '../../frame/session-sync.ts';
import { useTheme, type Theme } from '../../frame/theme.ts';
import { Button } from '../../ui/button.tsx';
import { browserZone } from '../../ui/reader-zone.ts';
import { showProblem } from '../../ui/toast.tsx';
import { NameDialog } from './name-dialog.tsx';
import { PasswordDialog } from './password-dialog.tsx';
import { TeamDialog } from './team-dialog.tsx';
import { ZoneDialog } from './zone-dialog.tsx';
import { roleWords } from './words.ts';

export function Profile({ session }: { session: SessionView }) {
  const signOut = useMutation({
    mutationFn: () => api.access.signOut(undefined),
    onError: showProblem,
    onSuccess: clearSession,
  });
  const [open, setOpen] = useState<'name' | 'team' | 'zone' | 'password' | null>(null);
  const close = () => setOpen(null);
  const { account } = session;
  if (account === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <p className="min-w-0 flex-1 basis-80">
        <span className="font-medium">{account.name}</span>{' '}
        <span className="text-ink-soft">{account.email}</span>
        <span className="block text-sm text-ink-soft">
          {roleWords[account.role].label}: {roleWords[account.role].hint}
        </span>
        <span className="mt-1 block text-sm">
          {account.team === null ? (
            <span className="text-ink-soft">No team</span>
          ) : (
            <>Team: {account.team}</>
          )}{' '}
          <Button small look="quiet" onClick={() => setOpen('team')}>
            Change your team
          </Button>
        </span>
        <span className="block text-sm">
          Time zone: {account.zone ?? browserZone}
          {account.zone === null && <span className="text-ink-soft"> (your browser's)</span>}{' '}
          <Button small look="quiet" onClick={() => setOpen('zone')}>
            Change your time zone
          </Button>
        </span>
      </p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setOpen('name')}>Change your name</Button>
        <Button onClick={() => setOpen('password')}>Change your password</Button>
        <Button isBusy={signOut.isPending} onClick={() => signOut.mutate()}>
          Sign out
        </Button>
      </div>
      {open === 'name' && <NameDialog account={account} onClose={close} />}
      {open === 'team' && <TeamDialog account={account} isMe onClose={close} />}
      {open === 'zone' && <ZoneDialog account={account} onClose={close} />}
      {open === 'password' && <PasswordDialog onClose={close} />}
    </div>
  );
}

const themes: { value: Theme; label: string }[] = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function Appearance() {
  const [theme, setTheme] = useTheme();
  return (
    <fieldset className="flex flex-wrap gap-x-6 gap-y-1">
      <legend className="sr-only">Theme</legend>
      {themes.map((choice) => (
        <label key={choice.value} className="flex min-h-8 cursor-pointer items-center gap-2">
          <input
            type="radio"
            name="theme"
            value={choice.value}
            checked={theme === choice.value}
            onChange={() => setTheme(choice.value)}
            className="size-4 accent-accent"
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
