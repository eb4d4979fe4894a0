export function AcceptInvitation() {
  return <p>AcceptInvitation</p>;
}
