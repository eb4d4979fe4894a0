export function PeopleTab() {
  return <p>PeopleTab</p>;
}
