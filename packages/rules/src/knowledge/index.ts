export { exactInterval } from './exact.ts';
export {
  islandRules,
  judgeTechnologies,
  measureInvolvement,
  type Involvement,
  type Judgment,
  type Resolution,
} from './islands.ts';
export { describeKnowledge, describeOwn, knowledgeLabels, knowledgeRemedies } from './words.ts';
