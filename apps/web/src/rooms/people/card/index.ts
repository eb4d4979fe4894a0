export { PersonName } from './person-name.tsx';
