import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { useDraft } from '../../data/draft.ts';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { toSafePath } from './safe-path.ts';
import { startSession } from './start-session.ts';
import { SignedOutPage } from './signed-out-page.tsx';

const route = getRouteApi('/sign-in');

export function SignIn() {
  const { next } = route.useSearch();
  const router = useRouter();
  const [email, setEmail] = useDraft('sign-in', '');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => api.access.signIn({ email, password }),
    onSuccess: (session) => {
      startSession(session);
      const to = toSafePath(next);
      // A published report is a separate page, outside the application.
      if (to.startsWith('/reviews/')) globalThis.location.assign(to);
      else router.history.push(to);
    },
  });
  return (
    <SignedOutPage
      title="Sign in"
      lead={
        next
          ? "You'll continue to the page that you opened."
          : 'Incident data, and the lessons from it.'
      }
    >
      <Form save={signIn} submit="Sign in">
        <Field
          label="Email"
          type="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          name="email"
        />
        <Field
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Form>
      <p className="mt-4 text-xs text-ink-soft">
        No account, or forgot your password? Ask an admin for an invitation or a reset link.
      </p>
    </SignedOutPage>
  );
}
