import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { queries } from '../../data/queries.ts';
import { useDraft } from '../../data/draft.ts';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { startSession } from './start-session.ts';
import { SignedOutPage } from './signed-out-page.tsx';
import { NewPassword } from './new-password.tsx';

const route = getRouteApi('/welcome');

/** The one-time link makes the first account an admin. */
export function Welcome() {
  const { token } = route.useSearch();
  const { data: session } = useQuery(queries.session());
  if (session && !session.needsAdmin) return <AlreadySetUp isSignedIn={session.account !== null} />;
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
      startSession(session);
      void navigate({ to: '/' });
    },
  });
  return (
    <SignedOutPage
      title="Create the admin account"
      lead="You can invite others and manage access. Private notes and stories stay private to their authors."
    >
      <Form save={claim} submit="Open Debrief">
        <Field
          label="Name"
          autoComplete="name"
          required
          autoFocus
          value={who.name}
          onChange={(event) => setWho({ ...who, name: event.target.value })}
          name="name"
        />
        <Field
          label="Email"
          type="email"
          autoComplete="username"
          required
          value={who.email}
          onChange={(event) => setWho({ ...who, email: event.target.value })}
          name="email"
        />
        <NewPassword password={password} onChange={setPassword} />
      </Form>
    </SignedOutPage>
  );
}

function NoToken() {
  return (
    <SignedOutPage
      title="This Debrief has no admin yet"
      lead="Open the setup link printed in the terminal when Debrief started."
    >
      <p className="text-sm text-ink-soft">
        It looks like{' '}
        <code className="rounded-sm bg-wash-strong px-1 font-mono">
          {globalThis.location.origin}/welcome?token=…
        </code>
        . Restart Debrief to print a new one.
      </p>
    </SignedOutPage>
  );
}

function AlreadySetUp({ isSignedIn }: { isSignedIn: boolean }) {
  return (
    <SignedOutPage
      title="This Debrief already has an admin"
      lead="The setup link was already used. Ask the admin to invite you."
    >
      <Link
        to={isSignedIn ? '/' : '/sign-in'}
        className="touch font-medium text-accent underline underline-offset-2"
      >
        {isSignedIn ? 'Go home' : 'Sign in'}
      </Link>
    </SignedOutPage>
  );
}
