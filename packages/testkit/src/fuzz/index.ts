export { createDamage, type DamagedFile } from './damage.ts';
