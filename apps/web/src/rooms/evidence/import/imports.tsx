export function ImportsTab() {
  return <p>ImportsTab</p>;
}
