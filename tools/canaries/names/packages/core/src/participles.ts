export const rowsOf = () => [];
export function merged() {
  return null;
}
