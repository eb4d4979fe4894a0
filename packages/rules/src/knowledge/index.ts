export { exactInterval } from './exact.ts';
export {
  isOnShiftOnly,
  islandRules,
  judgeTechnologies,
  measureInvolvement,
  type Involvement,
  type Judgment,
  type Resolution,
} from './islands.ts';
export { describeKnowledge, describeOwn, knowledgeLabels, knowledgeRemedies } from './words.ts';
