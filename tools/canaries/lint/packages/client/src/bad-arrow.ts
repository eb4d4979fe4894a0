import { inTransaction } from '@debrief/core/db';
import { text } from '../../contract/src/bad-import.ts';

export const both = [inTransaction, text];
