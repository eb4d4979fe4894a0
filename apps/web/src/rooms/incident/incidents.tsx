export function Incidents() {
  return <p>Incidents</p>;
}
