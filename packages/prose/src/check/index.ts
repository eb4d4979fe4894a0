export { findIdentifiers, type Identifier } from './identifiers.ts';
export { PersonFinder, type KnownPerson, type PersonMention } from './person-names.ts';
export { findQuotations, type Quotation } from './quotations.ts';
