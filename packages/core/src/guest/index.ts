export {
  createGuestLink,
  findGuest,
  guestFor,
  loadGuestLinkStates,
  openGuestLink,
  refuseUnlessGuest,
  revokeGuestLinks,
  viewGuest,
  viewGuestLink,
  type GuestActor,
  type GuestBrowser,
  type GuestLinkState,
} from './guest-links.ts';
