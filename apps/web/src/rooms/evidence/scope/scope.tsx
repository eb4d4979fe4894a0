export function ScopeTab() {
  return <p>ScopeTab</p>;
}
