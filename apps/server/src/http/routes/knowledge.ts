import type { Routes } from '@debrief/contract';
import { listKnowledge } from '@debrief/core/knowledge';
import type { Handlers } from '../handler.ts';

export const knowledgeHandlers: Handlers<Routes['knowledge']> = { list: listKnowledge };
