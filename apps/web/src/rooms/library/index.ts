export { LazyElsewhere, LazyElsewhereToggle } from './lazy-elsewhere.ts';
