export { listKnowledge } from './list-knowledge.ts';
