import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api.ts';
import { Form } from '../../ui/form.tsx';
import { startSession } from './start-session.ts';
import { SignedOutPage } from './signed-out-page.tsx';
import { NewPassword } from './new-password.tsx';

const route = getRouteApi('/invitation');

export function AcceptInvitation() {
  const { token } = route.useSearch();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const accept = useMutation({
    mutationFn: () => api.access.accept({ token, password }),
    onSuccess: (session) => {
      startSession(session);
      void navigate({ to: '/' });
    },
  });
  if (token === '') {
    return (
      <SignedOutPage
        title="This invitation is incomplete"
        lead="The link is cut off. Ask the person who invited you for the full link, or for a new one."
      >
        <Link to="/sign-in" className="font-medium text-accent underline underline-offset-2">
          Sign in instead
        </Link>
      </SignedOutPage>
    );
  }
  return (
    <SignedOutPage title="You're invited" lead="Set a password to sign in. This link works once.">
      <Form save={accept} submit="Open Debrief">
        <NewPassword autoFocus password={password} onChange={setPassword} />
      </Form>
    </SignedOutPage>
  );
}
