export { listNameForms, namesAny, removeNames, type NameForms } from './names.ts';
