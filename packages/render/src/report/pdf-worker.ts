import { parentPort, workerData } from 'node:worker_threads';
import { buildArticle, type ArticleParts } from './article.ts';
import { pdfBytes } from './pdf.ts';

/** The cast holds because only pdf-thread.ts starts this thread, with exactly this data. */
const { parts, origin } = workerData as { parts: ArticleParts; origin: string | null };
parentPort?.postMessage(new Uint8Array(await pdfBytes(buildArticle(parts), origin)));
