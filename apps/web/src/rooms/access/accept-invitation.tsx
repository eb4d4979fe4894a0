import type { Role } from '@debrief/contract';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, toProblem } from '../../api.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Form } from '../../ui/form.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
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
  const view = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => api.access.invitation({ token }),
    enabled: token !== '' && !accept.isSuccess,
    retry: false,
    refetchOnWindowFocus: false,
  });
  if (token === '') {
    return (
      <SignedOutPage
        title="This invitation is incomplete"
        lead="The link is cut off. Ask the person who invited you for the full link, or for a new one."
      >
        <Link to="/sign-in" className="touch font-medium text-accent underline underline-offset-2">
          Sign in instead
        </Link>
      </SignedOutPage>
    );
  }
  if (view.error)
    return (
      <SignedOutPage title="This link doesn't work" lead={toProblem(view.error).detail}>
        <Link to="/sign-in" className={buttonClass('primary')}>
          Sign in
        </Link>
      </SignedOutPage>
    );
  if (!view.data)
    return (
      <SignedOutPage title="Invitation" lead="Checking the link…">
        <Skeleton lines={3} />
      </SignedOutPage>
    );
  const { name, email, role, invitedBy, isReset } = view.data;
  return (
    <SignedOutPage
      title={isReset ? 'Set a new password' : `Join Debrief as ${article[role]}`}
      lead={
        isReset ? (
          <>For {email}. This link works once.</>
        ) : (
          <>
            {invitedBy ?? 'An admin'} invited {name} ({email}) to {globalThis.location.host}, where
            your team learns from incidents. Set a password to sign in.
          </>
        )
      }
    >
      <Form save={accept} submit={isReset ? 'Set password' : 'Join'}>
        <NewPassword autoFocus password={password} onChange={setPassword} />
      </Form>
    </SignedOutPage>
  );
}

const article: Record<Role, string> = {
  admin: 'an admin',
  editor: 'an editor',
  viewer: 'a viewer',
};
