export { PersonName } from './person-name.tsx';
export { useRoleWords } from './use-role-words.ts';
