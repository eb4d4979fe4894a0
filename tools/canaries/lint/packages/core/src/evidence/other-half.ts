import { half } from './circle.ts';

export const other = (): number => half();
