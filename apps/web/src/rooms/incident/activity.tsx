export function ActivityTab() {
  return <p>ActivityTab</p>;
}
