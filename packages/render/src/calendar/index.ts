export { renderInvitation, type Invitation } from './invitation.ts';
