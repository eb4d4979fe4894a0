import {
  createRootRoute,
  createRoute,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Frame } from '../frame/frame.tsx';
import { queries, queryClient } from '../data/queries.ts';
import { setDraftOwner } from '../data/draft.ts';
import { keepReaderZone } from '../ui/reader-zone.ts';
import { toSafePath } from '../rooms/access/safe-path.ts';
import { ProblemPage } from '../ui/problem.tsx';
import { findCurrentAddress } from './old-paths.ts';
import { asText, readTexts } from './search.ts';

export const root = createRootRoute({
  component: Outlet,
  beforeLoad: ({ location }) => {
    const href = findCurrentAddress(location.href);
    if (href !== null) throw redirect({ href, replace: true });
  },
});

const tokenSearch = (raw: Record<string, unknown>) => ({ token: asText(raw['token']) });

export const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  validateSearch: tokenSearch,
  component: lazyRouteComponent(() => import('../rooms/access/welcome.tsx'), 'Welcome'),
});
export const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  validateSearch: tokenSearch,
  component: lazyRouteComponent(
    () => import('../rooms/access/accept-invitation.tsx'),
    'AcceptInvitation',
  ),
});
export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (raw: Record<string, unknown>) => readTexts(raw, ['next']),
  beforeLoad: async ({ search }) => {
    const session = await queryClient.ensureQueryData(queries.session()).catch(() => null);
    if (!session?.account) return;
    const to = toSafePath(search.next);
    // A published report is a separate page, outside the application.
    if (to.startsWith('/reviews/')) globalThis.location.replace(to);
    else throw redirect({ href: to, replace: true });
  },
  component: lazyRouteComponent(() => import('../rooms/access/sign-in.tsx'), 'SignIn'),
});
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Frame,
  errorComponent: ({ error, reset }) => (
    <main id="main">
      <ProblemPage error={error} retry={reset} />
    </main>
  ),
  beforeLoad: async ({ location }) => {
    const session = await queryClient.ensureQueryData(queries.session());
    keepReaderZone(session.account?.zone ?? null);
    if (session.account !== null) return setDraftOwner(session.account.id);
    if (session.needsAdmin) throw redirect({ to: '/welcome', search: { token: '' } });
    throw redirect({
      to: '/sign-in',
      search: location.href === '/' ? {} : { next: location.href },
    });
  },
});
