import type { Routes } from '@debrief/contract';
import { openGuestLink, viewGuest, viewGuestLink, type GuestBrowser } from '@debrief/core/guest';
import { clientAddress } from '../client-address.ts';
import { guestCookieLine, readGuestToken } from '../cookies.ts';
import type { Call, Handlers } from '../handler.ts';

function toBrowser({ deps, request, connection }: Call): GuestBrowser {
  return {
    address: clientAddress(request.headers, connection, deps.config.trustedProxies),
    token: readGuestToken(deps, request.headers),
  };
}

export const guestHandlers: Handlers<Routes['guest']> = {
  view: (ctx, input, call) => viewGuestLink(ctx, input, toBrowser(call)),
  open: async (ctx, input, call) => {
    const { guest, browserToken } = await openGuestLink(ctx, input, toBrowser(call));
    return Response.json(guest, {
      headers: {
        'cache-control': 'no-store',
        'set-cookie': guestCookieLine(call.deps, browserToken),
      },
    });
  },
  get: viewGuest,
};
