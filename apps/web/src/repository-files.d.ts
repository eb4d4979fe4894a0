// Files of the repository itself, by the alias in `vite.config.ts`.
declare module 'debrief-root/package.json' {
  export const version: string;
}
declare module 'debrief-root/*?raw' {
  const text: string;
  export default text;
}
