/** Wilson's interval at 95 % for a share: honest for small numbers. From 0 to 1 for none. */
export function wilsonInterval(hits: number, trials: number): [number, number] {
  if (trials === 0) return [0, 1];
  const z = 1.959964;
  const share = hits / trials;
  const middle = share + z ** 2 / (2 * trials);
  const spread = z * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  const all = 1 + z ** 2 / trials;
  return [Math.max(0, (middle - spread) / all), Math.min(1, (middle + spread) / all)];
}
