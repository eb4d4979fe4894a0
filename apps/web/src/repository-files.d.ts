// Files of the repository, imported through the alias in `vite.config.ts`.
declare module 'debrief-root/package.json' {
  export const version: string;
}
declare module 'debrief-root/*?raw' {
  const text: string;
  export default text;
}
