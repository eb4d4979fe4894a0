import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { api } from '../../api.ts';
import { queries } from '../../data/queries.ts';
import { Button } from '../../ui/button.tsx';
import { useDraft } from '../../data/draft.ts';
import { Field } from '../../ui/field.tsx';
import { issueAt, ProblemNote } from '../../ui/problem.tsx';
import { enterAs } from './enter.ts';
import { EntryPage } from './entry-page.tsx';
import { NewPassword } from './new-password.tsx';

const route = getRouteApi('/welcome');

/** The one-time link makes the first account the owner. */
export function Welcome() {
  const { token } = route.useSearch();
  const { data: session } = useQuery(queries.session());
  if (session && !session.needsOwner) return <AlreadyOwned isSignedIn={session.account !== null} />;
  if (token === '') return <NoToken />;
  return <Claim token={token} />;
}

function Claim({ token }: { token: string }) {
  const navigate = useNavigate();
  const [who, setWho, forget] = useDraft('welcome', { name: '', email: '' });
  const [password, setPassword] = useState('');
  const claim = useMutation({
    mutationFn: () => api.access.claim({ token, ...who, password }),
    onSuccess: (session) => {
      forget();
      enterAs(session);
      void navigate({ to: '/' });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    claim.mutate();
  };
  return (
    <EntryPage
      title="Welcome. Who are you?"
      lead="This is the first account, and it owns this Debrief: it can invite others, and it sees everything but what is private to a person."
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <ProblemNote error={claim.error} />
        <Field
          label="Name"
          autoComplete="name"
          required
          autoFocus
          value={who.name}
          onChange={(event) => setWho({ ...who, name: event.target.value })}
          error={issueAt(claim.error, 'name')}
        />
        <Field
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          value={who.email}
          onChange={(event) => setWho({ ...who, email: event.target.value })}
          error={issueAt(claim.error, 'email')}
        />
        <NewPassword password={password} error={claim.error} onChange={setPassword} />
        <Button type="submit" look="primary" isBusy={claim.isPending} className="mt-2 self-start">
          Open Debrief
        </Button>
      </form>
    </EntryPage>
  );
}

function NoToken() {
  return (
    <EntryPage
      title="Nobody owns this Debrief yet"
      lead="Open the one-time link that Debrief printed when it started. It stands in the terminal, on the line with the address."
    >
      <p className="text-sm text-ink-soft">
        It looks like{' '}
        <code className="rounded-sm bg-wash-strong px-1 font-mono">
          {globalThis.location.origin}/welcome?token=…
        </code>
        . Starting Debrief again prints a new one.
      </p>
    </EntryPage>
  );
}

function AlreadyOwned({ isSignedIn }: { isSignedIn: boolean }) {
  return (
    <EntryPage
      title="This Debrief has an owner"
      lead="The one-time link was used. Whoever used it can invite you."
    >
      <Link
        to={isSignedIn ? '/' : '/sign-in'}
        className="font-medium text-accent underline underline-offset-2"
      >
        {isSignedIn ? 'Go home' : 'Sign in'}
      </Link>
    </EntryPage>
  );
}
